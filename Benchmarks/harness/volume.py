"""Where a run writes: an ext4 file system made for it alone, so that none inherits another's."""

import os
import shutil
import subprocess
from pathlib import Path

from . import RUN


class Volume:
    """A loop device as root; elsewhere a plain directory, whose figures vary more."""

    def __init__(self, gibibytes: int):
        self.image, self.mount = RUN / "volume.img", RUN / "volume"
        self.size = gibibytes << 30
        self.is_device = os.geteuid() == 0 and gibibytes > 0
        self.mount.mkdir(parents=True, exist_ok=True)
        if self.is_device and (not self.image.exists() or self.image.stat().st_size != self.size):
            # Written in full: a sparse image would have its blocks allocated while we measure.
            shell("dd", "if=/dev/zero", f"of={self.image}", "bs=4M", f"count={gibibytes << 8}",
                  "status=none")

    def fresh(self) -> Path:
        """An empty directory."""
        self.close()
        if self.is_device:
            # No discard and no lazy initialisation: nothing happens behind a run's back.
            shell("mkfs.ext4", "-q", "-F", "-i", "32768", "-E",
                  "nodiscard,lazy_itable_init=0,lazy_journal_init=0", str(self.image))
            shell("mount", "-o", "loop", str(self.image), str(self.mount))
        out = self.mount / "out"
        out.mkdir()
        return out

    def close(self) -> None:
        if os.path.ismount(self.mount):
            shell("umount", str(self.mount))
        shutil.rmtree(self.mount / "out", ignore_errors=True)

    def __enter__(self) -> "Volume":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def shell(*command: str) -> None:
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    subprocess.run(command, check=True, env={**os.environ, "PATH": path})
