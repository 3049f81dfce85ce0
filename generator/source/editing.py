"""Values put into an officer's YAML file without touching any other character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.model.place import Loc, Place
from generator.source import yaml
from generator.source.events import comments
from generator.source.records import plain
from generator.source.writing import write_yaml

Changes = Mapping[Loc, Any]  # the new plain value by the way to it; None takes the field out


class Edited(NamedTuple):
    """The new text of a file; `lost` are the lines (from 1, of the old text) whose comments went."""

    text: str
    lost: tuple[int, ...] = ()


def edited(text: str, file: str, record_id: str, changes: Changes, order: Sequence[str]) -> Edited | None:
    """`text` with the `changes` in its record; None when that would touch more than what changes.

    A new field stands behind the one that comes before it in `order`.
    """
    record = record_in(text, file, record_id)
    if record is None:
        return None
    before = plain(record)
    wanted = changed(before, changes)
    now = text
    for loc, value in _differences(before, wanted):
        here = record_in(now, file, record_id)
        step = _put(now.split("\n"), here, loc, value, order) if here else None
        if step is None:
            return None
        now = step
    after = record_in(now, file, record_id)
    return Edited(now, lost_comments(text, now)) if after and plain(after) == wanted else None


def lost_comments(before: str, after: str) -> tuple[int, ...]:
    """The lines of `before` (from 1) whose comments are not in `after`. Both are YAML without mistakes."""
    there = Counter(comment for _, comment in comments(after))
    gone = []
    for line, comment in comments(before):
        there[comment] -= 1
        if there[comment] < 0:
            gone.append(line)
    return tuple(gone)


def changed(value: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """Plain values with the changes made; what becomes empty goes."""
    made = dict(value)
    for (key, *rest), new in ((list(loc), each) for loc, each in changes.items()):
        inner = changed(made.get(str(key)) or {}, {tuple(rest): new}) if rest else new
        if inner in (None, {}, []):
            made.pop(str(key), None)
        else:
            made[str(key)] = inner
    return made


def record_in(text: str, file: str, record_id: str) -> yaml.Mapping | None:
    """The record with that id, or the only one, in the text of a file; None when the text has mistakes."""
    node, wrong = yaml.parse(text, file)
    entries = node.items if isinstance(node, yaml.Sequence) else (node,)
    found = [each for each in entries if isinstance(each, yaml.Mapping)]
    named = [each for each in found if each.values.get("id", yaml.Scalar("", each.place))[0] == record_id]
    if wrong or not found:
        return None
    return (named or found)[0] if len(named or found) == 1 else None


def _differences(before: Any, after: Any, at: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """The smallest values that differ. A list that only grew gives its new entries, one place behind its end."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            if key not in before or key not in after:
                yield (*at, key), after.get(key)
            elif before[key] != after[key]:
                yield from _differences(before[key], after[key], (*at, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                yield from _differences(old, new, (*at, index))
    elif isinstance(before, list) and isinstance(after, list) and before and after[: len(before)] == before:
        for index in range(len(before), len(after)):
            yield (*at, index), after[index]
    else:
        yield at, after


def _put(lines: list[str], record: yaml.Mapping, loc: Loc, value: Any, order: Sequence[str]) -> str | None:
    """The text with one value put in."""
    holder: yaml.Node = record
    for step in loc[:-1]:
        inner = _inner(holder, step)
        if inner is None:
            return None
        holder = inner
    last = loc[-1]
    if isinstance(holder, yaml.Sequence):
        return _into_list(lines, holder, int(last), value)
    if not isinstance(holder, yaml.Mapping):
        return None
    key = str(last)
    if key in holder.keys:
        column, start = holder.keys[key].column - 1, holder.keys[key].line - 1
        end = _end(lines, holder.keys[key], holder.values[key])
    else:
        column, start = min(holder.keys.values()).column - 1, None
        known = [each for each in order[: order.index(key)] if each in holder.keys] if key in order else []
        behind = known[-1] if known else max(holder.keys, key=holder.keys.__getitem__)
        end = _end(lines, holder.keys[behind], holder.values[behind])
    head = lines[start][:column] if start is not None else " " * column
    if head.strip() not in ("", "-") or (value is None and head.strip()):
        return None  # between braces, or the first of an entry
    made = write_yaml({key: value}).splitlines() if value is not None else []
    fresh = [(head if number == 0 else " " * column) + line if line else line for number, line in enumerate(made)]
    lines[end if start is None else start : end] = fresh
    return "\n".join(lines)


def _inner(holder: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(holder, yaml.Sequence) and isinstance(step, int) and step < len(holder.items):
        return holder.items[step]
    return holder.values.get(str(step)) if isinstance(holder, yaml.Mapping) else None


def _into_list(lines: list[str], holder: yaml.Sequence, index: int, value: Any) -> str | None:
    """The text with an entry behind the last one of a list, or in the place of a plain one."""
    if not holder.items:
        return None
    place = holder.items[min(index, len(holder.items) - 1)].place
    before = lines[place.line - 1][: place.column - 1]
    dash = len(before.rstrip()) - 1
    if before.strip() != "-":
        return None
    start = place.line - 1
    end = _end(lines, place._replace(column=dash + 1), holder.items[min(index, len(holder.items) - 1)])
    made = [line[2:] for line in write_yaml({"": [value]}).splitlines()[1:]]
    fresh = [" " * dash + line if line else line for line in made]
    lines[start if index < len(holder.items) else end : end] = fresh
    return "\n".join(lines)


def _end(lines: list[str], place: Place, value: yaml.Node) -> int:
    """The line behind a value whose key or dash stands at `place`; blank lines and comments behind it are not its."""
    start, column = place.line - 1, place.column - 1
    block = isinstance(value, yaml.Scalar) and value.block  # in which # begins no comment
    dashes = lines[start][column : column + 2] != "- "  # of a list that stands no deeper than its key
    end = start + 1
    for number in range(start + 1, len(lines)):
        bare = lines[number].strip()
        indent = len(lines[number]) - len(lines[number].lstrip())
        deeper = indent > column or (indent == column and dashes and bare.startswith("- "))
        comment = bare.startswith("#") and not (block and deeper)
        if bare and not comment and not deeper:
            break
        if bare and not comment:
            end = number + 1
    return end


def entry_lines(text: str, file: str, record_id: str) -> range | None:
    """The lines, from 0, of the entry with that id in a list of records; None where there is no such entry."""
    node, wrong = yaml.parse(text, file)
    if wrong or not isinstance(node, yaml.Sequence):
        return None
    lines = text.split("\n")
    for item in node.items:
        named = item.values.get("id") if isinstance(item, yaml.Mapping) else None
        if isinstance(named, yaml.Scalar) and named.text.strip() == record_id:
            start, column = item.place.line - 1, item.place.column - 1
            before = lines[start][:column]
            dash = item.place._replace(column=before.find("-") + 1)
            return range(start, _end(lines, dash, item)) if before.strip() == "-" else None
    return None


def with_entry(text: str, file: str, entry: str, behind: str | None) -> str:
    """A list of records with one more, behind the one with the id `behind` or else at the end."""
    lines = text.split("\n")
    there = entry_lines(text, file, behind) if behind else None
    at = there.stop if there else len(text.rstrip().split("\n"))
    lines[at:at] = ["", *entry.rstrip("\n").split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def without_entry(text: str, file: str, record_id: str) -> str | None:
    """A list of records without one, or None where that would touch more; what stands above it stays."""
    there = entry_lines(text, file, record_id)
    if there is None:
        return None
    lines = text.split("\n")
    stop = there.stop
    if stop < len(lines) and not lines[stop].strip():
        stop += 1
    return "\n".join(lines[: there.start] + lines[stop:])
