"""Times whole mirror jobs, ours beside those of other tools, against an index on this machine."""

from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
CORPORA = HOME / "corpora"
# Kept between calls: the tools, the certificates, the image that runs write to.
RUN = HOME / ".tools"
RESULTS = HOME / "results"
