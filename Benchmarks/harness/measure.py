"""One run: how long, how much processor time and memory, and whether the result is right."""

import hashlib
import os
import signal
import subprocess
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from . import CORPORA, RUN
from .contestants import Contestant
from .upstream import Upstream

IDLE_SHARE = 0.1
# ext4 and the loop driver work for us too: a tenth of the machine is not yet a neighbour.
NOISY_SHARE = 0.12


@dataclass
class Run:
    seconds: float
    processor_seconds: float
    # The largest process of the contestant.
    peak_bytes: int
    upstream_seconds: float
    # What others took of the machine meanwhile, 0 to 1.
    foreign_share: float
    complaint: str = ""

    @property
    def is_noisy(self) -> bool:
        return self.foreign_share > NOISY_SHARE and self.seconds > 0.5

    def as_json(self) -> dict:
        return asdict(self)


def measure(contestant: Contestant, environment: dict[str, str], upstream: Upstream,
            limit: float) -> Run:
    """Runs a script through sh once the machine is idle; after `limit` seconds it is killed."""
    os.sync()
    wait_until_idle(20)
    report = RUN / "time.txt"
    # time(1) is small, so that the peak it reports is never that of a forked copy of us.
    command = ["/usr/bin/time", "-q", "-o", str(report), "-f", "%U %S %M", "/bin/sh", "-euc",
               contestant.script]
    busy, served = busy_seconds(), upstream.processor_seconds()
    with open(RUN / f"{contestant.name}.log", "wb") as log:
        start = time.monotonic()
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True)
        killer = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        killer.start()
        status = process.wait()
        seconds = time.monotonic() - start
        killer.cancel()
    served = upstream.processor_seconds() - served
    if status < 0:
        return Run(seconds, 0, 0, served, 0, f"killed after {limit:.0f} s")
    user, system, peak = report.read_text().split()[-3:]
    own = float(user) + float(system)
    foreign = max(0.0, busy_seconds() - busy - own - served)
    return Run(seconds, own, int(peak) * 1024, served, foreign / seconds / (os.cpu_count() or 1),
               f"exit {status}" if status else "")


def busy_seconds() -> float:
    """Processor time of all processes of this machine, and what its host took away."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, _, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + softirq + steal) / os.sysconf("SC_CLK_TCK")


def wait_until_idle(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        busy = busy_seconds()
        time.sleep(0.5)
        if (busy_seconds() - busy) / 0.5 < IDLE_SHARE * 2:
            return


def read_into_memory(shape: str) -> None:
    """The index is served from memory, not from a disk that the contestants write to."""
    for path in (CORPORA / shape / "www").rglob("*"):
        if path.is_file():
            with open(path, "rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass


def complaint(shape: str, out: Path, thorough: bool) -> str:
    """Says what is missing or wrong in a result; empty when every file is there.

    `thorough` compares digests, else names and sizes have to do.
    """
    wanted = {}
    for line in (CORPORA / shape / "lists" / "files.tsv").read_text().splitlines():
        _, sha256, size, path = line.split("\t")
        wanted[path.rpartition("/")[2]] = (sha256, int(size))
    unpacked = sum(1 for _ in out.glob("layer-*/*.dist-info/RECORD"))
    if unpacked:
        return "" if unpacked == len(wanted) else f"{unpacked} of {len(wanted)} wheels"
    found = {path.name: path for path in out.rglob("*.whl") if not path.is_symlink()}
    if len(found) != len(wanted):
        return f"{len(found)} of {len(wanted)} files"
    for name, (sha256, size) in wanted.items():
        if found[name].stat().st_size != size:
            return f"wrong size: {name}"
        if thorough and sha256 != digest(found[name]):
            return f"wrong bytes: {name}"
    return ""


def digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
