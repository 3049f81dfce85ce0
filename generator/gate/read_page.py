"""A page of HTML to facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.gate.facts import Facts, Found, Link
from generator.gate.ground import OUT, Ground
from generator.gate.page import Page
from generator.gate.page_rules import PAGE_RULES
from generator.gate.pieces import cutter
from generator.model.text import place_in


class Pages:
    """A reader of the pages of a site; it remembers tags and frames, most of which stand on many pages."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._cut = cutter(ground)

    def facts(self, path: str, text: str) -> Facts:
        """The facts of a page. One with a fault is read once more, in one piece, so that places are right."""
        return self._facts(path, text, whole=False) or self._facts(path, text, whole=True) or Facts()

    def links(self, path: str, text: str) -> Iterator[Link]:
        """Every link of a page with its place."""
        return Page(path, text, list(self._cut(text, path.count("/"), True))).links(self._ground)

    def _facts(self, path: str, text: str, whole: bool) -> Facts | None:
        pieces = list(self._cut(text, path.count("/"), whole))
        page = Page(path, text, pieces)
        for held in (each for piece in pieces for each in piece.others):
            if (target := self._ground.target(path, held.url)) is not None:
                page.targets.add(target)
                if held.fetched and target != OUT:
                    page.loads.add(target.partition("#")[0])
        found: list[Found] = []
        for number, fault in page.faults:
            at = place_in(path, text, page.offset(number))
            found.append(Found(replace(fault, place=at), (page.token(number),)))
        for rule in PAGE_RULES:
            for fault, offset, quoted in rule(page):
                at = place_in(path, text, offset) if offset else fault.place._replace(file=path)
                found.append(Found(replace(fault, place=at), quoted))
        if found and not whole:
            return None
        broken = sorted((each for each in found if each.fault.code == "Z003"), key=lambda each: each.fault.place)
        found = [*broken[:1], *(each for each in found if each.fault.code != "Z003")]  # the others follow from it
        own = f"{path}#"
        targets = tuple([each for each in page.targets if each != path and not each.startswith(own)])
        return Facts(tuple(dict.fromkeys(page.ids)), targets, tuple(page.loads), tuple(found))
