"""The records in one file, and all that is wrong in them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.message import message
from generator.model.place import Origin, Place, Places
from generator.model.record import Record
from generator.model.terms import Terms
from generator.model.vietnamese import slug
from generator.prose import marks
from generator.source import frontmatter, yaml
from generator.source.plainly import plainly
from generator.source.records import convert, places, record_of
from generator.source.text import Unreadable, read

_OF_OFFICES = (".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".csv")

R = TypeVar("R", bound=Record)
# Files that lie beside records without being records: pictures and what systems leave behind.
_PASSED_OVER = frozenset({"jpg", "jpeg", "png", "webp", "avif", "svg", "pdf", "db", "ini"})


def read_records(root: Path, file: str, kind: type[R], terms: Terms) -> tuple[list[R], list[Diagnostic], set[str]]:
    """The records (a mapping is one, a list is several), what is wrong, and the ids of those that cannot be read."""
    ending = file.rpartition(".")[2]
    if ending not in ("yaml", "yml", "md") and not (root / file).is_dir():
        return [], [] if ending.lower() in _PASSED_OVER else [_not_read(file)], set()
    if plain := _plain_record(root, file, kind, terms):
        return [plain], [], set()
    node, diagnostics = _parse(root, file)
    records: list[R] = []
    unread = {default_id(file)} if diagnostics else set()
    for entry in node.items if isinstance(node, yaml.Sequence) else (node,):
        if isinstance(entry, yaml.Mapping):
            record, problems = convert(entry, kind, default_id(file))
            diagnostics += problems
            if record:
                record.written(record.origin, record.digest, marks(record, terms))
                records.append(record)
            elif isinstance(written := entry.values.get("id"), yaml.Scalar):
                unread.add(written.text)
        elif entry is not None:
            diagnostics.append(no_record(entry.place))
    return records, diagnostics, unread


def origin(root: Path, place: Place) -> Origin:
    """Where a record that starts at `place` is written: its values have many places, hardly ever asked for."""
    return Origin(place, partial(_places, root, place))


def default_id(file: str) -> str:
    """The id of a record that has none written: its file's name, for articles with the month they lie under.

    Of a name such as "bài (1)", which copies get, it is what an address can hold.
    """
    *folders, name = file.split("/")
    stem = slug(name.rpartition(".")[0])
    month = [each for each in folders[2:] if each.isdecimal()] if folders[1:2] == ["articles"] else []
    return "-".join([*month, stem])


def no_record(place: Place) -> Diagnostic:
    """That something else stands where a record is needed."""
    return error(
        "Y007",
        place,
        message("a record is needed here: lines of the form `name: value`"),
        message("Write for instance `title: …`, with a space after the colon."),
    )


def _not_read(file: str) -> Diagnostic:
    hint = (
        message(
            "Copy its words into a new record (`outreach new`, `outreach edit`), or take a list of places in by "
            "`outreach import`; then move this file elsewhere."
        )
        if file.lower().endswith(_OF_OFFICES)
        else message("Rename it to end in .yaml, or move it elsewhere.")
    )
    return warning("F006", Place(file), message("this file is not read: only .yaml, .yml and .md files are"), hint)


def _plain_record(root: Path, file: str, kind: type[R], terms: Terms) -> R | None:
    """The record in a file that is written plainly and without a mistake; what is wrong in others needs places."""
    try:
        text = read(root, file)
        below_fence = file.endswith(".md")
        values = frontmatter.plainly(text) if below_fence else plainly(text)
        if values is None:
            return None
        record = record_of(values, kind, default_id(file), origin(root, Place(file, 1 + below_fence, 1)))
    except (Unreadable, ValidationError):
        return None
    record.written(record.origin, record.digest, marks(record, terms))
    return record


def _parse(root: Path, file: str) -> tuple[yaml.Node | None, list[Diagnostic]]:
    """What is written in one file; None, with a reason, when it cannot be had."""
    try:
        text = read(root, file)
    except Unreadable as problem:
        return None, [problem.diagnostic]
    node, problems = frontmatter.parse(text, file) if file.endswith(".md") else yaml.parse(text, file)
    if node is None and not problems:
        problems = [
            error("Y006", Place(file), message("the file is empty"), message("Delete it, or write a record into it."))
        ]
    return node, problems


def _places(root: Path, place: Place) -> Places:
    """The place of every value of the record that starts at `place`, found by reading its file again."""
    node, _ = _parse(root, place.file)
    entries = node.items if isinstance(node, yaml.Sequence) else (node,)
    return next((places(each) for each in entries if isinstance(each, yaml.Mapping) and each.place == place), {})
