"""Answers to a new file: what people call things is found by near name, and nothing is ever written over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from generator.desk.files import write
from generator.desk.new.forms import FORMS, Question
from generator.model.dates import NotReadable, parse_day
from generator.model.diagnostic import Diagnostic
from generator.model.message import Translate, WithReason, message
from generator.model.near import nearest
from generator.model.site import Site
from generator.model.unit import Unit
from generator.model.vietnamese import fold, slug
from generator.source.load import reload

_BESIDE = Path(__file__).parent / "files"
_SLUG = 60  # characters


class NotNew(WithReason):
    """An answer that cannot be meant, or a file that is there already."""


def choices(site: Site, question: Question, _: Translate) -> list[tuple[str, str]]:
    """What can be answered, as (id, name); units are too many to list, so of these there are none."""
    if question.words:
        return [(word, _(meaning)) for word, meaning in question.words.items()]
    if not question.of or question.of == "units":
        return []
    return [(each.id, each.name) for each in site.collection(question.of).values()]


def offered(site: Site, question: Question, today: date) -> str:
    """The usual answer: today, the campaign that is on, or none."""
    if question.field in ("published", "date"):
        return f"{today:%d/%m/%Y}"
    if question.of == "campaigns":
        running = (
            each.id for each in site.campaigns.values() if any(one.start <= today <= one.end for one in each.editions)
        )
        return next(running, "")
    return ""


def meant(site: Site, question: Question, answer: str, today: date, _: Translate = str) -> Any:
    """The value of an answer: a word, an id, a list of ids, a day or the text itself; None for none. Raises NotNew.

    Words may be called what they mean in the language of `_`.
    """
    parts = [part.strip() for part in answer.split(",")] if question.many else [answer.strip()]
    parts = [part for part in parts if part]
    if not parts:
        if question.needed:
            raise NotNew(message("an answer is needed: {field}", field=question.field))
        return None
    if question.day:
        return _day(parts[0], today)
    if question.words:
        return _word(question, parts[0], _)
    if not question.of:
        return parts[0]
    found = [_chosen(site, question, part) for part in parts]
    return found if question.many else found[0]


def new_record(root: Path, site: Site, kind: str, answers: Mapping[str, Any]) -> tuple[Path, list[Diagnostic]]:
    """Write a new record of `kind` with these values; its file, and what must still be written in it. Raises NotNew."""
    form = FORMS[kind]
    name = slug(str(answers[form.named_after]))[:_SLUG].strip("-") or kind
    file = f"{form.folder.format(**answers)}/{name}.yaml"
    if (root / file).exists():
        raise NotNew(message("{file} is there already: choose another name", file=file))
    write(root / file, filled(blank(kind).read_text(encoding="utf-8"), answers))
    return root / file, reload(root, site, [file])[1]


def blank(kind: str) -> Path:
    """The form that a new record of `kind` is made from."""
    return _BESIDE / f"{kind}.yaml"


def filled(form: str, answers: Mapping[str, Any]) -> str:
    """A form with its answers; a field without one is left for later, behind a `#`."""
    values = dict(answers)
    if isinstance(values.get("start"), date):
        values["year"] = values["start"].year
    if values.get("services"):
        values["services"] = "".join(f"\n  - kind: {each}" for each in values["services"])
    if values.get("phone"):
        values["phone"] = f"\n  - number: {_written(values['phone'])}"
    lines = []
    for line in form.splitlines():
        field = line.partition("$")[2]
        if field and not values.get(field) and not line.startswith("#"):
            line = f"# {line.partition('$')[0].rstrip()} …"
        lines.append(line)
    shown = {name: _plain(name, value) for name, value in values.items()}
    return Template("\n".join(lines) + "\n").safe_substitute(shown)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, str) and value.startswith("\n"):
        return value
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(value)}]"
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else _written(value)


def _written(value: Any) -> str:
    """A text in quotes where YAML or a reader could take it for something else."""
    text = str(value)
    plain = text[:1].isalpha() and not set(text) & set(":#{}[]\"'&*!|>%@`,\n") and text.strip() == text
    return text if plain or text.isdecimal() else json.dumps(text, ensure_ascii=False)


def _day(text: str, today: date) -> date:
    if fold(text) in ("hom nay", "today"):
        return today
    try:
        return parse_day(text)
    except NotReadable as problem:
        raise NotNew(problem.why) from None


def _word(question: Question, text: str, _: Translate) -> str:
    """The one of the question's words that `text` is, means or is near to."""
    called = {_(meaning): word for word, meaning in question.words.items()} | {each: each for each in question.words}
    near = nearest(text, called)
    if near is None:
        raise NotNew(message("“{value}” is not one of: {known}", value=text, known=", ".join(question.words)))
    return called[near]


def _chosen(site: Site, question: Question, text: str) -> str:
    """The id of what somebody calls `text`: an id, a name, the beginning of one, or near to one."""
    records = _records(site, question.of)
    if text in records:
        return text
    names: dict[str, set[str]] = {}
    for record_id, called in records.items():
        for name in called:
            names.setdefault(fold(name), set()).add(record_id)
    wanted = fold(text)
    found = sorted(names.get(wanted) or {each for name, ids in names.items() if wanted in name for each in ids})
    if len(found) == 1:
        return found[0]
    if not found and (near := nearest(text, [*records, *names])):
        found = [near] if near in records else sorted(names[near])
        if len(found) == 1:
            return found[0]
    if found:
        listed = ", ".join(found[:8]) + (", …" if len(found) > 8 else "")
        raise NotNew(message("“{text}” may be one of these: {known}", text=text, known=listed))
    known = ", ".join(list(records)[:30])
    raise NotNew(message("“{value}” is not one of: {known}", value=text, known=known))


def _records(site: Site, collection: str) -> Mapping[str, Iterable[str]]:
    """What records of a collection are called, by their ids: communes with their province behind."""
    if collection != "units":
        return {each.id: (each.name, each.brief) for each in site.collection(collection).values()}
    return {each.id: _called(site, each) for each in site.units.values() if each.valid_to is None}


def _called(site: Site, unit: Unit) -> tuple[str, ...]:
    if unit.parent is None:
        return unit.name, unit.plain_name
    return (f"{unit.name}, {site.units[unit.parent].plain_name}",)
