"""Pages written by hand, in Markdown, and what lies beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import HandWritten
from generator.source import frontmatter
from generator.source.folders import PAGES, SETTINGS, THEME
from generator.source.text import Unreadable, find, is_ordinary, is_utf8, no_file, read

LONGEST_LINE = 4000  # characters of a line of a hand-written page
# The folders that the engine reads, and the beginnings of the names that it leaves alone.
_FOR_ENGINE = {PAGES: (".",), THEME: ()}
# What may lie beside hand-written pages: pictures, papers to read, and what pages are made of.
PUBLISHED_AS_IT_IS = frozenset({"avif", "css", "jpeg", "jpg", "js", "pdf", "png", "svg", "txt", "webp", "woff2"})


def load_pages(root: Path) -> tuple[tuple[HandWritten, ...], tuple[str, ...], list[Diagnostic]]:
    """The pages written by hand, and what lies beside them, by path on the site.

    The engine follows links and reads anything: what it must not see is refused.
    """
    pages: list[HandWritten] = []
    beside: list[str] = []
    diagnostics: list[Diagnostic] = []
    if (root / SETTINGS).exists() and not (root / SETTINGS).is_file():
        diagnostics.append(no_file(SETTINGS))
    for folder, passed_over in _FOR_ENGINE.items():
        for file in find(root, folder, passed_over):
            page = folder == PAGES and file.endswith(".md")
            as_it_is = folder == PAGES and not page and is_ordinary(root / file)
            if as_it_is and file.rpartition(".")[2].lower() not in PUBLISHED_AS_IT_IS:
                diagnostics.append(
                    error(
                        "F008",
                        Place(file),
                        message("a file of this kind would be published as it is"),
                        message("Move it out of content/pages; lists of people never belong on a website."),
                    )
                )
            if not page and is_utf8(file) and is_ordinary(root / file):
                if as_it_is:
                    beside.append(file.removeprefix(f"{PAGES}/"))
                continue
            try:
                text = read(root, file)
            except Unreadable as problem:
                diagnostics.append(problem.diagnostic)
                continue
            diagnostics += _unfit_for_engine(text, file)
            stem = file.removeprefix(f"{PAGES}/").removesuffix(".md").removesuffix("index").rstrip("/")
            pages.append(HandWritten(f"/{stem}/" if stem else "/", text, Place(file)))
    return tuple(pages), tuple(beside), diagnostics


def _unfit_for_engine(text: str, file: str) -> Iterator[Diagnostic]:
    """What in a hand-written page would bring the engine's own readers down."""
    if text.startswith("---") and frontmatter.plainly(text) is None:
        yield from frontmatter.parse(text, file)[1]
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield error(
                "F007",
                Place(file, number, 1),
                message("the line is too long: at most {most} characters", most=LONGEST_LINE),
                message("Break it into several lines."),
            )
