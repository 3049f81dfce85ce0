"""A report in Word: the office's own template if it has one, filled in a sandbox."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from generator.desk.report.contents import Report
from generator.desk.report.template import default_template
from generator.model.dates import NotReadable
from generator.model.message import Translate, message

OWN_TEMPLATE = "data/templates/bao-cao.docx"  # of a site; without it that of the generator is used


def as_docx(report: Report, root: Path, _: Translate) -> bytes:
    """The report in Word. The template sees the values of the report and can run nothing.

    Raises NotReadable when the office's template cannot be filled.
    """
    own = root / OWN_TEMPLATE
    made = io.BytesIO()
    try:
        template = DocxTemplate(io.BytesIO(own.read_bytes() if own.is_file() else default_template()))
        template.render({"r": report}, SandboxedEnvironment(autoescape=True), autoescape=True)
        template.save(made)
    except (TemplateError, BadZipFile, ValueError, KeyError, OSError) as problem:  # so ends what is no Word file
        raise NotReadable(message("{file} cannot be filled: {why}", file=OWN_TEMPLATE, why=problem)) from None
    return made.getvalue()
