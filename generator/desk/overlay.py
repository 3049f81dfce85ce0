"""What the live preview says of mistakes, in the page: the words of the command line, as JSON values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.desk.alike import counted
from generator.desk.caret import line_in_file
from generator.model.diagnostic import Diagnostic, errors
from generator.model.message import Translate, message

MOST = 20  # findings in the drawer; the terminal shows them all
_QUOTED = re.compile(r"`([^`…]+)`")
_LINE = re.compile(r"- |[\w-]+: ")  # a line of a record begins so


def overlay(diagnostics: Sequence[Diagnostic], root: Path, language: str, translate: Translate) -> Mapping[str, object]:
    """The errors with their lines, and how many warnings there are; an empty `title` when there is nothing to say."""
    _ = translate
    wrong = errors(diagnostics)
    said = counted(diagnostics)
    return {
        "language": language,
        "region": _("Mistakes in the records"),
        "title": said.text(_) if said else "",
        "note": _("You see the page as it was at {time}. Correct the file and save it: the page follows."),
        "findings": [_finding(each, root, _) for each in wrong[:MOST]],
        "more": message("{more} more: see the terminal.", more=len(wrong) - MOST).text(_) if wrong[MOST:] else "",
        "fold": _("Fold up"),
        "unfold": _("Show"),
        "copied": _("Copied"),
    }


def _finding(each: Diagnostic, root: Path, _: Translate) -> Mapping[str, object]:
    lines = line_in_file(root, each.place)
    sentence, hint = each.message.text(_), each.hint.text(_) if each.hint else ""
    fix = _to_write(hint)
    whole = [f"{each.place}: {_('error')} {each.code}: {sentence}", *(f"    {line}" for line in lines)]
    return {
        "word": _("error"),
        "place": str(each.place),
        "code": each.code,
        "sentence": sentence,
        "lines": lines,
        "hint": hint,
        "copy": _("Copy what to write") if fix else _("Copy this message"),
        "text": fix or "\n".join([*whole, *([f"    → {hint}"] if hint else [])]),
    }


def _to_write(hint: str) -> str | None:
    """What a hint says word for word: a line of a record, or else the only thing that it quotes."""
    quoted = _QUOTED.findall(hint)
    return next((each for each in quoted if _LINE.match(each)), quoted[0] if len(quoted) == 1 else None)
