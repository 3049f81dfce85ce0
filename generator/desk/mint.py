"""Permanent ids: given once, listed for ever."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checks import check
from generator.desk.files import write
from generator.model import record_pages
from generator.model.diagnostic import Diagnostic, error, errors
from generator.model.message import message
from generator.model.register import IDS
from generator.source import frontmatter, yaml
from generator.source.load import load
from generator.source.text import Unreadable, decode


@dataclass(frozen=True)
class Minted:
    """The files that got an id, with it, and how many lines the register gained."""

    minted: tuple[tuple[str, str], ...]
    listed: int


def mint(root: Path, today: date) -> tuple[Minted, list[Diagnostic]]:
    """Write ids into articles that have none, and list every published record; nothing while there are errors."""
    site, diagnostics = load(root)
    if wrong := errors((*diagnostics, *check(site, today))):
        return Minted((), 0), wrong
    minted: list[tuple[str, str]] = []
    unwritten: list[Diagnostic] = []
    for article in site.articles.values():
        if ("id",) in article.origin.known():
            continue
        place = article.origin.place
        if _insert_id(root, place.file, article.id):
            minted.append((place.file, article.id))
        else:
            unwritten.append(
                error(
                    "I007",
                    place,
                    message("the program cannot write the id into this file"),
                    message("Write it yourself, as the first line of the record: `id: {id}`.", id=article.id),
                )
            )
    known = {(line.kind, line.id, line.path) for line in site.ids}
    lines = known | {(kind, record.id, path) for kind, record, path in record_pages.published(site, today)}
    lines |= {*record_pages.of_units(site, today)}
    if lines != known:
        write(root / IDS, _table(sorted(lines)))
    return Minted(tuple(minted), len(lines - known)), unwritten


def _table(lines: list[tuple[str, str, str]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("kind", "id", "path"))
    table.writerows(lines)
    return text.getvalue()


def _insert_id(root: Path, file: str, record_id: str) -> bool:
    """Put the id on the first line of the record, leaving every other character; False where that would not do."""
    text = (root / file).read_bytes().decode("utf-8-sig")
    first, newline, _ = text.partition("\n")
    ending = "\r\n" if first.endswith("\r") else "\n"
    start = len(first) + len(newline) if first.rstrip() == "---" else 0
    changed = f"{text[:start]}id: {record_id}{ending}{text[start:]}"
    if not _says(changed, file, record_id):
        return False
    write(root / file, changed)
    return True


def _says(text: str, file: str, record_id: str) -> bool:
    """Whether the text is read as one record with that id."""
    try:
        readable = decode(text.encode(), file)
    except Unreadable:
        return False
    node, wrong = frontmatter.parse(readable, file) if file.endswith(".md") else yaml.parse(readable, file)
    found = node.values.get("id") if isinstance(node, yaml.Mapping) else None
    return not wrong and isinstance(found, yaml.Scalar) and found.text == record_id
