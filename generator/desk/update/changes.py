"""The new texts of a site's files: only records that change are touched, and each text is read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.desk.update.compare import Outcome
from generator.desk.update.holdings import Held, files_of, held_in, keys_of, order_of, raw_text
from generator.model.place import Loc
from generator.source import yaml
from generator.source.editing import edited, entry_lines, with_entry, without_entry
from generator.source.rows import Table, changed_table, table_in
from generator.source.writing import write_yaml

Texts = dict[str, str | None]  # the new text of each file; None where the file goes


def copied(base: Path, collection: str) -> Texts:
    """The program's own files, for a site that has none of a collection."""
    return {file: raw_text(base / file) for file in files_of(base, collection)}


def table_text(root: Path, base: Path, name: str, outcomes: Sequence[Outcome]) -> Texts:
    """The text of a table with what changes."""
    file = f"data/{name}.csv"
    keys = keys_of(file)
    other = table_in(raw_text(base / file), keys) if (base / file).is_file() else None
    mine = table_in(raw_text(root / file), keys) if (root / file).is_file() else Table((), ())
    put = {each.key for each in outcomes if each.what in ("added", "changed")}
    gone = {each.key for each in outcomes if each.what == "removed"}
    return {file: changed_table(mine, other or mine._replace(rows=()), put, gone)} if put or gone else {}


class RecordTexts:
    """The files of a collection of records, changed record by record; `known` are the program's."""

    def __init__(self, root: Path, base: Path, collection: str, known: Mapping[str, Held]) -> None:
        self.root = root
        self.base = base
        self.collection = collection
        self.order = list(known)
        self.texts: Texts = {}

    def apply(self, outcome: Outcome) -> None:
        """Put one outcome into the texts; mark it as refused where that would harm the file."""
        if outcome.what == "added" and outcome.theirs:
            done = self._add(outcome.key, outcome.theirs)
        elif outcome.what == "changed" and outcome.mine and outcome.theirs:
            done = self._change(outcome, outcome.mine, outcome.theirs)
        else:
            done = outcome.what == "own" or (outcome.mine is not None and self._remove(outcome.key, outcome.mine.file))
        outcome.refused = not done

    def _now(self, file: str) -> str:
        return self.texts.get(file) or raw_text(self.root / file)

    def _put(self, file: str, text: str | None, wanted: Mapping[str, Held], gone: str = "") -> bool:
        """Keep a text, if it holds what is wanted, not what is gone, and all else that was there."""
        if text is None:
            return False
        there = held_in(self._now(file), file)[0] if file in self.texts or (self.root / file).is_file() else {}
        held, wrong = held_in(text, file)
        expected = {key: each.values for key, each in {**there, **wanted}.items() if key != gone}
        if wrong or {key: each.values for key, each in held.items()} != expected:
            return False
        self.texts[file] = text
        return True

    def _change(self, outcome: Outcome, mine: Held, theirs: Held) -> bool:
        changes: dict[Loc, Any] = {(field,): theirs.values.get(field) for field in outcome.differences}
        made = edited(self._now(mine.file), mine.file, outcome.key, changes, order_of(self.collection))
        if made:
            outcome.lost = made.lost
            return self._put(mine.file, made.text, {outcome.key: theirs})
        alone = all(
            _alone(text, each.file) for text, each in ((self._now(mine.file), mine), (self._their(theirs), theirs))
        )
        return alone and self._put(mine.file, self._their(theirs), {outcome.key: theirs})

    def _add(self, key: str, theirs: Held) -> bool:
        listed = f"data/{self.collection}.yaml"
        entry, alone = self._their(theirs), _alone(self._their(theirs), theirs.file)
        if (self.root / listed).is_file():
            before = self.order[: self.order.index(key)]
            text = self._now(listed)
            behind = next((each for each in reversed(before) if entry_lines(text, listed, each)), None)
            lines = None if alone else entry_lines(entry, theirs.file, key)
            chunk = entry.split("\n")[lines.start : lines.stop] if lines else _as_entry(theirs)
            return self._put(listed, with_entry(text, listed, "\n".join(chunk), behind), {key: theirs})
        file = theirs.file if alone else f"data/{self.collection}/{key.replace('/', '-')}.yaml"
        if (self.root / file).exists() or file in self.texts:
            return False
        return self._put(file, entry if alone else write_yaml(theirs.values), {key: theirs})

    def _remove(self, key: str, file: str) -> bool:
        text = self._now(file)
        if _alone(text, file):
            self.texts[file] = None
            return True
        return self._put(file, without_entry(text, file, key), {}, gone=key)

    def _their(self, theirs: Held) -> str:
        return raw_text(self.base / theirs.file)


def _alone(text: str, file: str) -> bool:
    """Whether a file holds one record and no list."""
    return isinstance(yaml.parse(text, file)[0], yaml.Mapping)


def _as_entry(held: Held) -> list[str]:
    """A record as an entry of a list."""
    return [line[2:] for line in write_yaml({"": [dict(held.values)]}).splitlines()[1:]]
