"""Runs as a Markdown table: medians, and ratios taken inside one round."""

from statistics import median

from .contestants import Contestant
from .measure import Run

Runs = dict[str, list[Run]]
HEAD = ("| | wall s (min-max) | CPU s | peak MiB | {items}/s | MB/s | index CPU s "
        "| x fastest peer | x limit | |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|---|")


def table(contestants: list[Contestant], runs: Runs, limits: Runs, facts: dict) -> str:
    """`limits` are the cold runs of the same rounds, where `runs` are later ones."""
    present = [c for c in contestants if runs.get(c.name)]
    order = sorted(present, key=lambda c: (c.kind == "limit", failed(runs[c.name]),
                                           seconds(runs[c.name])))
    sound = [c for c in order if c.kind == "peer" and not failed(runs[c.name])]
    fastest = runs[sound[0].name] if sound else None
    limit = limits.get("limit") or limits.get("limit-pages")
    lines = [row(c, runs[c.name], fastest, limit, facts) for c in order]
    return "\n".join([HEAD.format(items="files" if facts["files"] else "links"), *lines])


def row(c: Contestant, runs: list[Run], fastest: list[Run] | None, limit: list[Run] | None,
        facts: dict) -> str:
    wall = seconds(runs)
    low, high = min(r.seconds for r in runs), max(r.seconds for r in runs)
    remarks = sorted({r.complaint for r in runs if r.complaint})
    noise = max(r.foreign_share for r in runs)
    if any(r.is_noisy for r in runs):
        remarks.append(f"noisy {noise:.0%}")
    cells = [
        c.name, f"{wall:.2f} ({low:.2f}-{high:.2f})",
        f"{median(r.processor_seconds for r in runs):.2f}",
        f"{median(r.peak_bytes for r in runs) / 2**20:.0f}",
        f"{(facts['files'] or facts['links']) / wall:.0f}", f"{facts['bytes'] / wall / 1e6:.0f}",
        f"{median(r.upstream_seconds for r in runs):.2f}",
        ratio(runs, fastest), ratio(runs, limit), ", ".join(remarks),
    ]
    return "| " + " | ".join(cells) + " |"


def seconds(runs: list[Run]) -> float:
    return median(r.seconds for r in runs)


def failed(runs: list[Run]) -> bool:
    return any(run.complaint for run in runs)


def ratio(runs: list[Run], reference: list[Run] | None) -> str:
    """Of the runs of one round each, so that what slows a whole round down cancels out."""
    if not reference or len(reference) != len(runs) or failed(runs) or failed(reference):
        return "-"
    return f"{median(a.seconds / b.seconds for a, b in zip(runs, reference)):.2f}"
