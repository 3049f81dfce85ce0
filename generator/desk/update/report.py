"""What an officer reads of an update: each record that is not the same, field by field, and what is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from textwrap import shorten
from typing import Any

from generator.desk.update import Update
from generator.desk.update.compare import Outcome
from generator.desk.update.register import REGISTER
from generator.model.message import Message, Translate, label, message
from generator.model.site import COLLECTIONS

WIDEST = 60  # characters of a value that are shown
MOST = 20  # new rows, and rows taken out, that are shown of each table
_WORDS = {
    "added": label("new"),
    "changed": label("changed"),
    "removed": label("taken out"),
    "own": label("you changed it yourself: it stays"),
}


def lines(update: Update, translate: Translate) -> Iterator[str]:
    """The whole report, line by line."""
    for name, outcomes in groupby(update.outcomes, key=lambda each: each.name):
        found = tuple(outcomes)
        said = message(
            "{name}: {added} new, {changed} changed, {removed} taken out, {own} changed by you",
            name=name,
            **{what: sum(each.what == what for each in found) for what in _WORDS},
        )
        yield said.text(translate)
        for what in _WORDS:
            some = [each for each in found if each.what == what]
            whole = [each for each in some if not (each.mine and each.theirs)]
            left_out = {each.key for each in whole[MOST:]}
            for each in some:
                if each.key not in left_out:
                    yield from _record(each, translate)
            if len(whole) > MOST:
                more = message("… and {count} more", count=len(whole) - MOST)
                yield f"    {more.text(translate)}"
    if update.copied:
        said = message("A copy of its own from now on: {names}", names=", ".join(update.copied))
        yield said.text(translate)
    if update.compared and not update.outcomes:
        yield message("The same as with the program: {names}", names=", ".join(update.compared)).text(translate)
    if update.following:
        said = message("Without a copy here, always as with the program: {names}", names=", ".join(update.following))
        yield said.text(translate)
    yield _end(update).text(translate)


def _record(outcome: Outcome, translate: Translate) -> Iterator[str]:
    gone = outcome.what == "own" and outcome.mine is None
    word = translate(label("you took it out yourself: it stays out") if gone else _WORDS[outcome.what])
    yield f"    {word}  {outcome.key}"
    if outcome.mine and outcome.theirs:
        for field in outcome.differences:
            here, there = (_shown(each.values.get(field), translate) for each in (outcome.mine, outcome.theirs))
            both = message("yours {here}, the program's {there}", here=here, there=there).text(translate)
            said = both if outcome.what == "own" else f"{here} → {there}"
            yield f"        {_field(outcome.name, field, translate)}: {said}"
    if outcome.refused:
        why = translate(label("not written: this file cannot be changed by the program; change it by hand"))
        yield f"        {why}"
    elif outcome.lost:
        lost = message("a comment in line {lines} of the file is lost", lines=", ".join(map(str, outcome.lost)))
        yield f"        {lost.text(translate)}"


def _field(name: str, field: str, translate: Translate) -> str:
    """A field with its label, where it has one."""
    info = COLLECTIONS[name].model_fields.get(field) if name in COLLECTIONS else None
    return f"{field} ({translate(info.title)})" if info and info.title else field


def _shown(value: Any, translate: Translate) -> str:
    if not value:
        return translate(label("(nothing)"))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WIDEST and "\n" not in text else shorten(text, WIDEST, placeholder="…")


def _end(update: Update) -> Message:
    count = len(update.files)
    if update.written and count:
        return message("{count} files written. Run `outreach check`, then `outreach build`.", count=count)
    if update.written:
        return message("There is nothing to write; {register} is up to date.", register=REGISTER)
    if not count:
        return message("There is nothing to write.")
    return message("This was a trial: nothing was written. Add `--write` to write {count} files.", count=count)
