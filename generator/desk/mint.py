"""Permanent ids: given once, listed for ever."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checks import check
from generator.model import address
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.site import Site
from generator.source.load import load
from generator.source.tables import IDS


@dataclass(frozen=True)
class Minted:
    """The files that got an id, with it, and how many lines the register gained."""

    minted: tuple[tuple[str, str], ...]
    listed: int


def mint(root: Path, today: date) -> tuple[Minted, list[Diagnostic]]:
    """Write ids into records that have none, and list every published record; nothing while there are errors."""
    site, diagnostics = load(root)
    wrong = [each for each in (*diagnostics, *check(site, today)) if each.severity is Severity.ERROR]
    if wrong:
        return Minted((), 0), wrong
    minted = []
    for article in site.articles.values():
        if ("id",) not in article.origin.known():
            _insert_id(root / article.origin.place.file, article.id)
            minted.append((article.origin.place.file, article.id))
    lines = list(_register(site, today))
    known = {(line.kind, line.id) for line in site.ids}
    fresh = sum((kind, record_id) not in known for kind, record_id, _ in lines)
    if fresh or len(lines) != len(site.ids) or any((row.kind, row.id, row.path) not in set(lines) for row in site.ids):
        write(root / IDS, _table(lines))
    return Minted(tuple(minted), fresh), []


def _register(site: Site, today: date) -> list[tuple[str, str, str]]:
    """What is published now and what was before, sorted."""
    lines = {(line.kind, line.id): line.path for line in site.ids}
    for kind, record, path in address.published(site, today):
        lines[kind, record.id] = path
    return sorted((kind, record_id, path) for (kind, record_id), path in lines.items())


def _table(lines: list[tuple[str, str, str]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("kind", "id", "path"))
    table.writerows(lines)
    return text.getvalue()


def _insert_id(file: Path, record_id: str) -> None:
    """Put the id on the first line of the record, leaving every other character as it is."""
    text = file.read_bytes().decode("utf-8-sig")
    first, newline, _ = text.partition("\n")
    ending = "\r\n" if first.endswith("\r") else "\n"
    start = len(first) + len(newline) if first.rstrip() == "---" else 0
    write(file, f"{text[:start]}id: {record_id}{ending}{text[start:]}")


def write(file: Path, text: str) -> None:
    """Replace a file in one step, so that it is never half written."""
    fresh = file.with_name(f".{file.name}.new")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_bytes(text.encode())
    fresh.replace(file)
