"""A report in Word: the office's own template if it has one, filled in a sandbox, in a process of its own."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path

from generator.desk.report.contents import Report
from generator.desk.report.template import default_template
from generator.model.dates import NotReadable
from generator.model.message import Translate, message
from generator.model.system import why
from generator.source.confined import Failed, TooMuch, confined

OWN_TEMPLATE = "data/templates/bao-cao.docx"  # of a site; without it that of the generator is used
LARGEST = 20 * 1024 * 1024  # bytes of a template
_FILL = Path(__file__).with_name("fill.py")


def as_docx(report: Report, root: Path, _: Translate) -> bytes:
    """The report in Word. The template sees the values of the report, can run nothing and has Word fetch nothing.

    Raises NotReadable when the template cannot be filled.
    """
    file: object = OWN_TEMPLATE
    told: object
    try:
        template = _own(root / OWN_TEMPLATE)
        if template is None:
            file, template = message("the template of this program"), default_template()
        values = {name: _named(value) for name, value in vars(report).items()}
        given = json.dumps({"template": b64encode(template).decode(), "r": values})
        return b64decode(confined(_FILL, given=given.encode()))
    except TooMuch:
        told = message("it needs more memory or time than a report may")
    except Failed as problem:
        outside = message("Word would fetch {what} from elsewhere; take that out of the template", what=problem)
        told = outside if problem.kind == "Outside" else problem
    except OSError as problem:
        told = why(problem)
    raise NotReadable(message("{file} cannot be filled: {why}", file=file, why=told))


def _own(file: Path) -> bytes | None:
    """The office's own template, if it has one."""
    if not file.is_file():
        return None
    if file.stat().st_size > LARGEST:
        raise TooMuch
    return file.read_bytes()


def _named(value: object) -> object:
    """Rows as objects of JSON, so that a template can call their values by name."""
    if isinstance(value, tuple):
        named = getattr(value, "_asdict", None)
        return named() if named else [_named(each) for each in value]
    return value
