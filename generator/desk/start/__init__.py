"""A new office's site from nothing: what it must have to be built, and examples of all that it may have."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from string import Template

from generator.desk.files import write
from generator.desk.mint import mint
from generator.desk.new.forms import FORMS, Question
from generator.desk.new.records import NotNew, blank, filled
from generator.model.dates import NotReadable
from generator.model.fields import parse_url
from generator.model.message import label, message
from generator.model.register import IDS

QUESTIONS = (
    Question("office", label("Name of the office")),
    Question("name", label("Name of the site")),
    Question("url", label("Address on the web, with https://")),
    Question("unit", label("Administrative unit"), "units", needed=False),
)
_BESIDE = Path(__file__).parent / "files"


def start(folder: Path, answers: Mapping[str, str | None], today: date) -> Iterator[Path]:
    """Write a site into `folder`; yields each file. Raises NotNew when somebody has something there already.

    Where the system refuses a file, nothing of the site stays.
    """
    there = folder.exists()
    if there and any(folder.iterdir()):
        raise NotNew(message("{folder} is not empty: choose a new folder", folder=folder))
    try:
        parse_url(str(answers["url"]))
    except NotReadable as problem:
        raise NotNew(problem.why) from None
    try:
        yield from _written(folder, answers, today)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        if there:
            folder.mkdir(exist_ok=True)
        raise


def _written(folder: Path, answers: Mapping[str, str | None], today: date) -> Iterator[Path]:
    host = str(answers["url"]).partition("://")[2].strip("/").lower()
    values = {
        "office": _quoted(answers["office"]),
        "name": _quoted(answers["name"]),
        "url": f"{str(answers['url']).rstrip('/')}/",
        "authority": f"{host.partition('/')[0].partition(':')[0]},{today.year}",
        "unit": f"unit: {answers['unit']}" if answers.get("unit") else "# unit: …",
        "month": f"{today:%Y-%m}",
        "day": f"{today:%d/%m/%Y}",
        "plain": str(answers["name"]),
    }
    for source in sorted(each for each in _BESIDE.rglob("*") if each.is_file()):
        to = folder / Template(source.relative_to(_BESIDE).as_posix()).substitute(
            year=f"{today:%Y}", moon=f"{today:%m}"
        )
        write(to, Template(source.read_text(encoding="utf-8")).safe_substitute(values))
        yield to
    days = dict.fromkeys(("published", "date", "start", "end"), today)
    for kind in FORMS:  # to look at and to copy: nothing in this folder is read
        form = blank(kind).read_text(encoding="utf-8")
        write(folder / f"vi-du/{kind}.yaml", filled(form, {**days, "services": ["hiv-testing"]}))
        yield folder / f"vi-du/{kind}.yaml"
    mint(folder, today)
    yield folder / IDS


def _quoted(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)
