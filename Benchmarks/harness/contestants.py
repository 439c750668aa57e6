"""Who runs: a shell script each, told what it needs in its environment.

URL INDEX CA  the index, its simple API, the certificate to trust
LISTS LAYERS  the corpus' lists, how many releases of a project there are at most
OUT           an empty directory for a cold run, the filled one again for a second
PHASE         cold or again
TOOLS LIMIT   the Python tools' environments, the program in limit/
"""

from dataclasses import dataclass
from pathlib import Path

from . import RUN

FILES = ("small", "large", "mixed")


@dataclass(frozen=True)
class Contestant:
    name: str
    kind: str  # "ours", "peer" or "limit"
    script: str
    shapes: tuple[str, ...] = FILES
    again: bool = True
    # Left out unless named: minutes a run on corpora of many files.
    slow_on: tuple[str, ...] = ()

    def runs_on(self, shape: str) -> bool:
        return shape in self.shapes


SUMS = 'cd "$OUT" && sha256sum --quiet -c "$LISTS/sha256sums"'

BANDERSNATCH = """
cat > "$OUT/bandersnatch.conf" <<CONFIGURATION
[mirror]
directory = $OUT/mirror
master = $URL
workers = 10
api-method = simple
core-metadata = {metadata}
CONFIGURATION
"$TOOLS/bandersnatch/bin/bandersnatch" -c "$OUT/bandersnatch.conf" mirror
"""

LIMIT = '"$LIMIT" --ca "$CA" {options} "$INDEX" "$OUT"'

PEERS = [
    Contestant(
        "curl", "peer",
        'curl -q -sS -Z --parallel-max 50 --create-dirs --cacert "$CA" -K "$LISTS/curl.cfg" '
        f'--output-dir "$OUT" && {SUMS}', again=False),
    Contestant(
        "wget2", "peer",
        'cd "$OUT" && wget2 --no-config -q -N --ca-certificate="$CA" --max-threads=16 -x -nH '
        f'-i "$LISTS/urls.txt" && {SUMS}'),
    Contestant(
        "aria2c", "peer",
        'aria2c -q --no-conf=true -i "$LISTS/aria2.txt" -d "$OUT" -j16 -x1 -s1 '
        '--file-allocation=none --ca-certificate="$CA" --conditional-get=true '
        "--allow-overwrite=true"),
    Contestant("bandersnatch", "peer", BANDERSNATCH.format(metadata="true")),
    Contestant("bandersnatch-files", "peer", BANDERSNATCH.format(metadata="false")),
    Contestant(
        "uv", "peer",
        'export UV_CACHE_DIR="$OUT/cache"\n'
        "for layer in $(seq 0 $((LAYERS - 1))); do\n"
        '  "$TOOLS/pip/bin/uv" pip install -q --python "$TOOLS/pip/bin/python" --no-deps '
        '--require-hashes --index-url "$INDEX" -r "$LISTS/layer-$layer.txt" '
        '--target "$OUT/layer-$layer"\ndone'),
    Contestant(
        "pip", "peer",
        "for layer in $(seq 0 $((LAYERS - 1))); do\n"
        '  "$TOOLS/pip/bin/pip" download -q --no-deps --require-hashes --no-cache-dir '
        '--disable-pip-version-check --progress-bar off --cert "$CA" --index-url "$INDEX" '
        '-r "$LISTS/layer-$layer.txt" -d "$OUT/files"\ndone',
        slow_on=("small", "mixed")),
    Contestant(
        "morgan", "peer",
        'cp "$LISTS/morgan.ini" "$OUT/morgan.ini"\n'
        '"$TOOLS/morgan/bin/morgan" -i "$OUT" -I "$INDEX" -c "$OUT/morgan.ini" -a mirror',
        slow_on=("small", "mixed")),
    Contestant(
        "curl-pages", "peer",
        'cd "$OUT" && sed "s|.*|url = \\"&\\"|" "$LISTS/pages.txt" > pages.cfg && '
        'curl -q -sS -Z --parallel-max 50 --cacert "$CA" --compressed -o root.html "$INDEX" '
        "--next -q -sS -Z --parallel-max 50 --cacert \"$CA\" --compressed -K pages.cfg > pages",
        shapes=("index",), again=False),
]

LIMITS = [
    Contestant("limit", "limit", LIMIT.format(options="--metadata --sync"), again=False),
    Contestant("limit-2", "limit", LIMIT.format(options="--metadata --sync --threads 2"),
               again=False),
    Contestant("limit-files", "limit", LIMIT.format(options=""), again=False),
    Contestant("limit-pages", "limit", LIMIT.format(options="--pages-only acme-"),
               shapes=("index",), again=False),
]

JOB = """mirror = "mirror"

[[index]]
url = "{index}"

[select]
projects = ["{projects}"]
dependencies = false
versions = "all"
sdists = "always"

[tls]
ca-file = "{ca}"
"""


def ours(binary: Path, name: str = "wheelbarrow") -> Contestant:
    """The program under test; an index that is all pages is planned, not fetched."""
    return Contestant(
        name, "ours",
        f'"{binary}" sync "$OUT/job.toml" --json $PLAN > "$OUT/$PHASE.json"',
        shapes=(*FILES, "index"))


def everyone(binary: Path) -> list[Contestant]:
    return [ours(binary), *PEERS, *LIMITS]


def prepare(out: Path, index: str, ca: Path, shape: str) -> None:
    """Puts the job file for our own program into its directory."""
    projects = "acme-*" if shape == "index" else "*"
    (out / "job.toml").write_text(JOB.format(index=index, projects=projects, ca=ca))


def environment(shape: str, facts: dict, ca: Path, out: Path, phase: str) -> dict[str, str]:
    """All that a contestant sees: nothing of this machine's own settings leaks into a run."""
    from . import CORPORA

    url = f"https://localhost:{facts['port']}"
    home = out / ".home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
        "HOME": str(home), "TMPDIR": str(home), "PIP_CONFIG_FILE": "/dev/null",
        "UV_NO_CONFIG": "1", "UV_PYTHON_DOWNLOADS": "never", "SSL_CERT_FILE": str(ca),
        "REQUESTS_CA_BUNDLE": str(ca), "URL": url, "INDEX": f"{url}/simple/", "CA": str(ca),
        "LISTS": str(CORPORA / shape / "lists"), "LAYERS": str(facts["layers"]),
        "OUT": str(out), "PHASE": phase, "PLAN": "--plan" if shape == "index" else "",
        "TOOLS": str(RUN / "tools"), "LIMIT": str(RUN / "limit"),
    }
