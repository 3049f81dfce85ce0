"""What the forms may do with an office's records: show them, write them back, begin new ones, take drafts away.

Browsers name collections and ids, never files: which file that is, is decided here, from the records there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from generator.build.findings import outputs
from generator.build.links import broken_links, left_behind, links
from generator.build.memo import RecordMemo
from generator.build.releases import Releases
from generator.build.toolchain import toolchain
from generator.checks import check
from generator.desk.caret import line_in_file, line_in_text
from generator.desk.edit.form import LABELS
from generator.desk.edit.limits import NotesGo, NotSaved, Outdated, target
from generator.desk.edit.pictures import FOLDER, SHOWN, keep, picture
from generator.desk.edit.program import KEPT
from generator.desk.edit.shape import cleared, offered, returned, shown, stamp
from generator.desk.files import rewrite
from generator.desk.judging import trial
from generator.desk.new import FORMS
from generator.model.dates import NotReadable, parse_day
from generator.model.diagnostic import Diagnostic, errors
from generator.model.message import message
from generator.model.picture import Picture
from generator.model.place import Place
from generator.model.record import Record
from generator.model.site import COLLECTIONS, Site
from generator.model.vietnamese import fold, slug
from generator.source import yaml
from generator.source.editing import edited, lost_comments, record_in
from generator.source.load import load, reload
from generator.source.records import plain
from generator.source.text import Unreadable, read
from generator.source.writing import write_yaml

_LISTED = ("title", "name", "status", "published", "date")  # what a list of records shows or sorts by
_FORMS = {form.collection: form for form in FORMS.values()}


class Editor:
    """The records of one site, as they were when they were read last. Not for several threads at once."""

    def __init__(self, root: Path, today: Callable[[], date]) -> None:
        self.root = root
        self.today = today

    def read(self) -> Site:
        """Read everything anew: files may have been changed beside the editor."""
        memo = RecordMemo(self.root / KEPT / "memo.sqlite", toolchain())
        self.site, self.problems = load(self.root, memo=memo)
        memo.save()
        self._published = Releases(self.root).published()[1].keys()
        self._unread = _errors(self.problems)
        self._known = _errors(check(self.site, self.today()))
        return self.site

    def listed(self, collection: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """What lists show of each record that the forms can change, by its id."""
        _form_of(collection)
        for head in self.site.heads(collection):
            if _editable(head):
                yield head.id, {name: str(value) for name in _LISTED if (value := getattr(head, name, None))}

    def units(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Today's administrative units: with the province they are in, and without marks for who types none."""
        units = self.site.units
        for unit in units.values():
            if unit.valid_to is None:
                name = f"{unit.name}, {units[unit.parent].plain_name}" if unit.parent else unit.name
                yield unit.id, {"name": name, "plain": fold(name)}

    def shown(self, collection: str, name: str) -> Mapping[str, Any] | None:
        """The values of a record as its form shows them; None when there is no such record."""
        head = self._head(collection, name)
        if head is None:
            return None
        text = self._text(head.place.file)
        record = record_in(text, head.place.file, head.id)
        if record is None:
            raise NotSaved(message("{file} was changed meanwhile: reload this page", file=head.place.file))
        return shown(COLLECTIONS[collection], plain(record))

    def save(
        self,
        collection: str,
        name: str,
        sent: object,
        pictures: Mapping[str, bytes],
        *,
        seen: object = None,
        notes_may_go: bool = False,
    ) -> Mapping[str, Any]:
        """Write a record as its form sent it, and the `pictures` that come with it, by name; its values from now on.

        `seen` is the stamp of the values that the form began with. Raises Outdated where the record has others by now,
        NotSaved or NotesGo where it has mistakes or notes would be lost, and writes nothing.
        """
        head = self._head(collection, name)
        values = cleared(sent)
        if not isinstance(values, dict):
            raise NotSaved(message("the form is empty"))
        values = {field: values[field] for field in offered(COLLECTIONS[collection]) if field in values}
        lost: tuple[str, ...] = ()
        if head:
            file = head.place.file
            text, lost = self._changed(collection, head, values, seen)
        else:
            file = self._new_file(collection, name, values)
            text = write_yaml(values)
        site = self._with(pictures)
        found = self._judged(site, file, text)
        if lost and not notes_may_go:
            raise NotesGo(lost)
        for each, content in pictures.items():
            keep(self.root, each, content)
        if not head or text != self._text(file):
            rewrite(target(self.root, file), text)
        self._settle(site, file, found)
        return self.shown(collection, name) or {}

    def delete(self, collection: str, name: str) -> None:
        """Take a record away that no reader has seen. Raises NotSaved for any other."""
        head = self._head(collection, name)
        if head is None:
            raise NotSaved(message("there is no record `{id}`", id=name))
        file = head.place.file
        listed = any((line.kind, line.id) == (collection, head.id) for line in self.site.ids)
        if listed or (collection == "articles" and head.visible(self.today())):
            raise NotSaved(message("`{id}` was published: withdraw the article or close the place instead", id=head.id))
        if sum(each.place.file == file for each in self.site.heads(collection)) > 1:
            raise NotSaved(message("{file} holds other records too: change it by hand", file=file))
        found = self._judged(self.site, file, None)
        target(self.root, file).unlink()
        self._settle(self.site, file, found)

    def add_picture(self, name: str, content: bytes) -> None:
        """Keep a picture that records may show from now on. Raises NotSaved where another has its name."""
        self.site = self._with({name: content})
        keep(self.root, name, content)

    def delete_picture(self, name: str) -> None:
        """Take a picture away that nothing shows. Raises NotSaved for any other."""
        path = f"{SHOWN}/{name}"
        file = target(self.root, f"{FOLDER}/{name}")
        if path not in self.site.pictures or not file.is_file():
            raise NotSaved(message("there is no picture {name}", name=name))
        leading = (owner for owner, to, _ in links(self.site) if to == f"/{path}")
        if used := next(chain(leading, (page for page in self.site.pages if path in page.text)), None):
            where = used.place.file
            raise NotSaved(message("{where} shows the picture {name}: take it out there first", where=where, name=name))
        file.unlink()
        self.site = replace(
            self.site, pictures={each: size for each, size in self.site.pictures.items() if each != path}
        )

    def _head(self, collection: str, name: str) -> Any:
        """What is at hand of the record with that id."""
        _form_of(collection)
        found = (each for each in self.site.heads(collection) if each.id in (name, slug(name)) and _editable(each))
        return next(found, None)

    def _text(self, file: str) -> str:
        try:
            return read(self.root, file)
        except Unreadable as problem:
            raise NotSaved(problem.diagnostic.message) from None

    def _changed(
        self, collection: str, head: Any, values: Mapping[str, Any], seen: object
    ) -> tuple[str, tuple[str, ...]]:
        """The new text of the file of a record, and the lines with notes that it lacks."""
        file = head.place.file
        text = self._text(file)
        record = record_in(text, file, head.id)
        kind = COLLECTIONS[collection]
        before = plain(record) if record else {}
        now = shown(kind, before)
        if seen is None:  # the form of a new record
            raise NotSaved(message("{file} is there already: choose another name", file=file))
        if stamp(now) != seen:  # by another tab, another command or by hand: the form knows nothing of it
            raise Outdated(
                message(
                    "{file} was changed while you wrote, so nothing was saved. Copy what you typed, open the record"
                    " anew, leave the old draft, and correct it there.",
                    file=file,
                )
            )
        wanted = returned(before, now, values)
        changes = {(field,): wanted.get(field) for field in offered(kind) if wanted.get(field) != before.get(field)}
        fresh = rewritten(text, file, head.id, changes, kind)
        if fresh is None:
            raise NotSaved(message("{file} holds other records too: change it by hand", file=file))
        lines = text.split("\n")
        return fresh, tuple(lines[number - 1].strip() for number in lost_comments(text, fresh))

    def _new_file(self, collection: str, name: str, values: Mapping[str, Any]) -> str:
        """The file of a new record: the one that `outreach new` would choose."""
        form, stem = _form_of(collection), slug(name)
        try:
            days = {
                field: parse_day(str(values.get(field, ""))) for field in ("published",) if collection == "articles"
            }
        except NotReadable as problem:
            raise NotSaved(problem.why) from None
        folder = form.folder.format(**days)
        for day in days.values():
            stem = stem.removeprefix(f"{day:%Y-%m}-")
        file = f"{folder}/{stem}.yaml"
        if not stem:
            raise NotSaved(message("it needs a title"))
        if target(self.root, file).exists():
            raise NotSaved(message("{file} is there already: choose another name", file=file))
        return file

    def _with(self, pictures: Mapping[str, bytes]) -> Site:
        """The site with more pictures, by name. Raises NotSaved where another has the name: pages may show that."""
        for name, content in pictures.items():
            if picture(self.root, name) not in (None, content):
                raise NotSaved(message("there is another picture {name}: give this one another name", name=name))
        added = {f"{SHOWN}/{name}": Picture(len(content)) for name, content in pictures.items()}
        return replace(self.site, pictures={**self.site.pictures, **added})

    def _judged(self, site: Site, file: str, text: str | None) -> list[Diagnostic]:
        """What is found once `text` stands in `file`, or the file is gone. Raises NotSaved for mistakes in it,

        and for those elsewhere that were not there before.
        """
        others = partial(left_behind, self.site, file)
        found = trial(site, {file: text}, self.today(), others, at_last=partial(self._links, file))
        known = self._unread | self._known
        wrong = [each for each in errors(found) if each.place.file == file or _sign(each) not in known]
        if wrong:
            why = message("Nothing was written. Please correct this first:")
            if text is None:
                why = message("Nothing was deleted. Please correct this first:")
            raise NotSaved(why, [(each, self._line(each.place, file, text)) for each in wrong])
        return found

    def _line(self, place: Place, file: str, text: str | None) -> list[str]:
        """The line that a mistake is on, once `text` stands in `file`."""
        if place.file != file:
            return line_in_file(self.root, place)
        return line_in_text((text or "").split("\n"), place)

    def _links(self, file: str, site: Site, today: date) -> Iterator[Diagnostic]:
        """The links in a file that lead nowhere, if all files could be read.

        What is published stays: only other links need outputs described.
        """
        if not self._unread:
            yield from broken_links(site, chain(self._published, outputs(self.root, site, today)), file)

    def _settle(self, site: Site, file: str, found: list[Diagnostic]) -> None:
        self.site, _problems = reload(self.root, site, [file])
        self._known = _errors(found)


def rewritten(text: str, file: str, record_id: str, changes: Mapping[Any, Any], kind: type[Record]) -> str | None:
    """A file with changed fields of a record: as little of it as can be, else these fields, else the only record.

    None where others stand in the file that would be touched.
    """
    order = tuple(kind.model_fields)
    if made := edited(text, file, record_id, changes, order):
        return made.text
    without = edited(text, file, record_id, dict.fromkeys(changes), order)
    made = edited(without.text, file, record_id, changes, order) if without else None
    if made:
        return made.text
    node, _wrong = yaml.parse(text, file)
    if not isinstance(node, yaml.Mapping):
        return None
    values = plain(node) | {field: value for (field,), value in changes.items()}
    return write_yaml({field: values[field] for field in order if values.get(field) is not None})


def _form_of(collection: str) -> Any:
    if collection not in LABELS:
        raise NotSaved(message("there is no form for {collection}", collection=collection))
    return _FORMS[collection]


def _editable(head: Any) -> bool:
    """Whether a record is the office's own and in a file that can be changed line by line."""
    return head.place.file.endswith((".yaml", ".yml")) and not getattr(head, "elsewhere", None)


def _sign(found: Diagnostic) -> tuple[str, str, str]:
    return found.code, found.place.file, str(found.message)


def _errors(found: list[Diagnostic]) -> frozenset[tuple[str, str, str]]:
    return frozenset(map(_sign, errors(found)))
