"""The figures as Markdown tables: what was measured, how we compare, what must be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bench.turn import Result

Figure = Callable[[Result], float | None]


@dataclass(frozen=True)
class Row:
    """One figure of every system, with the digits worth showing."""

    title: str
    of: Figure
    digits: int = 2


ROWS = (
    Row("cold, CPU s", lambda each: each.cold.cpu if each.cold else None),
    Row("cold, of it in the kernel s", lambda each: each.cold.system if each.cold else None),
    Row("cold, wall s", lambda each: each.cold.wall if each.cold else None),
    Row("nothing changed, CPU s", lambda each: each.nothing.cpu if each.nothing else None),
    Row("nothing changed, of it in the kernel s", lambda each: each.nothing.system if each.nothing else None),
    Row("nothing changed, wall s", lambda each: each.nothing.wall if each.nothing else None),
    Row("one edit, CPU s", lambda each: each.edit.cpu if each.edit else None),
    Row("one edit, of it in the kernel s", lambda each: each.edit.system if each.edit else None),
    Row("one edit, wall s", lambda each: each.edit.wall if each.edit else None),
    Row("save → page, ms", lambda each: each.save, 0),
    Row("peak memory, largest process, MiB", lambda each: each.cold.peak if each.cold else None, 0),
    Row("peak memory, all processes, MiB", lambda each: each.cold.peak_tree if each.cold else None, 0),
    Row("CPU per page, cold, ms", lambda each: each.cold.cpu / each.pages * 1000 if each.cold else None),
)
RATIOS = tuple(row for row in ROWS if "kernel" not in row.title)

# What issue 3 asks for: (figure, system, articles) → ours divided by theirs, at most.
MUST = {
    ("cold, CPU s", "material-blog", 5_000): 1 / 14,
    ("cold, CPU s", "material", 5_000): 1 / 6,
    ("cold, CPU s", "hugo", 5_000): 0.8,
    ("one edit, wall s", "hugo", 5_000): 1 / 20,
    ("save → page, ms", "hugo", 5_000): 1 / 10,
    ("peak memory, largest process, MiB", "hugo", 20_000): 1 / 9,
}
GROWTH = 1.2  # CPU per page at the largest size divided by that at the smallest


def tables(size: int, results: list[Result]) -> str:
    """Everything about one size."""
    sections = [_measured(results), *_ratios(size, results), _said(results)]
    return "\n\n".join(section for section in sections if section)


def growth(by_size: dict[int, list[Result]]) -> str:
    """CPU per page at the largest size divided by that at the smallest, for each system in both."""
    small, large = min(by_size), max(by_size)
    per_page = ROWS[-1].of
    before = {each.name: per_page(each) for each in by_size[small]}
    lines = []
    for each in by_size[large]:
        first, last = before.get(each.name), per_page(each)
        if first and last:
            must = f" (at most {GROWTH})" if each.name == "outreach" else ""
            lines.append(f"- {each.name}: CPU per page at {large} / at {small}: {last / first:.2f}{must}")
    return "\n".join(lines)


def _measured(results: list[Result]) -> str:
    rows = [[row.title, *(_shown(row.of(each), row.digits) for each in results)] for row in ROWS]
    rows.append(["files in the tree", *(str(each.files) for each in results)])
    return _table(["", *(each.name for each in results)], rows)


def _ratios(size: int, results: list[Result]) -> Iterator[str]:
    """Ours divided by each peer's: below 1 we are better."""
    ours = next((each for each in results if each.name == "outreach"), None)
    peers = [each for each in results if each is not ours]
    if ours is None or not peers:
        return
    rows = []
    for row in RATIOS:
        cells = [_ratio(row, size, ours, peer) for peer in peers]
        if any(cell != "–" for cell in cells):
            rows.append([row.title, *cells])
    yield "Ours / theirs (below 1 is better for us; in brackets what must be reached):"
    yield _table(["", *(each.name for each in peers)], rows)


def _ratio(row: Row, size: int, ours: Result, peer: Result) -> str:
    mine, theirs = row.of(ours), row.of(peer)
    if not mine or not theirs:
        return "–"
    shown = f"{mine / theirs:.3f}"
    must = MUST.get((row.title, peer.name, size))
    if must is None:
        return shown
    return f"{shown} (≤ {must:.3f}: {'reached' if mine / theirs <= must else 'MISSED'})"


def _said(results: list[Result]) -> str:
    lines = []
    for each in results:
        lines.append(f"- **{each.name}** {each.version}. Leaves out: {each.leaves_out}.")
        lines += [f"  - {note}" for note in each.notes]
    return "\n".join(lines)


def _shown(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    shown.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(shown)
