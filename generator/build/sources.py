"""Where what is published was written: the file in which a fault of a page can be mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from generator.engine.names import own_path
from generator.gate.facts import Found
from generator.model import record_pages
from generator.model.address import file_of
from generator.model.diagnostic import Diagnostic
from generator.model.message import message
from generator.model.place import Place
from generator.model.site import Site
from generator.model.text import position
from generator.source.folders import PAGES, THEME

_FOLDERS = (THEME, PAGES)  # what lies in them is published under the same path
_JUDGED_BEFORE = frozenset({"Z008"})  # of records, by A002


class Sources:
    """The sources of the files of a site kept in `root`."""

    def __init__(self, site: Site, root: Path) -> None:
        self._site = site
        self._root = root
        self._texts: dict[str, str] = {}

    def placed(self, found: Iterable[Found]) -> Iterator[Diagnostic]:
        """Each fault once, in its source where that is known; the same fault of many files tells of how many."""
        alike: dict[tuple[str, str], list[tuple[bool, Diagnostic]]] = defaultdict(list)
        for fault, quoted in found:
            source = self._source(fault.place.file)
            if source in self._records and fault.code in _JUDGED_BEFORE:
                continue
            at = fault.place if source is None else self._inside(source, quoted)
            alike[fault.code, str(fault.message)].append((source is None, replace(fault, place=at)))
        for faults in alike.values():
            # In a source, and there at a line, rather than in what was made of it.
            _, first = min(faults, key=lambda each: (each[0], not each[1].place.line, each[1].place))
            others = len({each.place.file for _, each in faults}) - 1
            if others:
                text = message("{what} (and so in {count} more files)", what=first.message, count=others)
                first = replace(first, message=text)
            yield first

    def _source(self, path: str) -> str | None:
        """The file that a published file was made from; None if it was made of many."""
        if path in self._pages:
            return self._pages[path]
        own = own_path(path)
        for folder in _FOLDERS:
            if (self._root / folder / own).is_file():
                return f"{folder}/{own}"
        return None

    @cached_property
    def _pages(self) -> dict[str, str]:
        """The sources of pages by path: hand-written ones and records, also as further editions show them."""
        made = {file_of(page.path): page.place.file for page in self._site.pages}
        editions = ("", *(f"{language}/" for language in self._site.config.languages[1:]))
        for _, record, path in record_pages.permanent(self._site):
            for edition in editions:
                made.setdefault(f"{edition}{file_of(path)}", record.place.file)
        return made

    @cached_property
    def _records(self) -> set[str]:
        written = {page.place.file for page in self._site.pages}
        return set(self._pages.values()) - written

    def _inside(self, file: str, quoted: Iterable[str]) -> Place:
        """The first place in a file where one of the texts stands."""
        text = self._texts.get(file)
        if text is None:
            try:
                text = (self._root / file).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                text = ""
            self._texts[file] = text
        for each in quoted:
            if len(each) > 1 and (at := text.find(each)) >= 0:
                line, column = position(text, at)
                return Place(file, line + 1, column + 1)
        return Place(file)
