"""One run of MkDocs as a library: quiet, its warnings as diagnostics, never into a folder that holds anything."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from errno import EACCES, EDQUOT, EFBIG, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EPERM, EROFS
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.engine.assets import Circle
from generator.engine.plugin import OutreachPlugin
from generator.model.address import nowhere
from generator.model.artifact import Page, Shape
from generator.model.config import SiteConfig
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.hints import MEND_LINK, PUT_BACK
from generator.model.message import Message, message
from generator.model.place import Place
from generator.model.text import position
from generator.source.folders import PAGES, SETTINGS

# What no office can mend in its theme.
_OF_SYSTEM = frozenset({EACCES, EDQUOT, EFBIG, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EPERM, EROFS})

_NOWHERE = re.compile(r"Doc file '([^']+)' contains a link '([^']+)', but the target .*is not found among")
_LOOK = message("Open the file in content/pages that is named; else send this line to who looks after the software.")


class _Collector(logging.Handler):
    """Keeps what the engine warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def run(
    root: Path, settings: Path, target: Path, site: SiteConfig, samples: Mapping[Shape, Page]
) -> tuple[OutreachPlugin | None, list[Diagnostic]]:
    """Render hand-written pages and assets of `root` into the new folder `target`; None when the engine refuses."""
    docs = root / PAGES
    if not docs.is_dir():
        docs = target.parent / "no-pages"
        docs.mkdir()
    collector = _Collector()
    log = logging.getLogger("mkdocs")
    before = log.propagate
    log.addHandler(collector)
    log.propagate = False
    try:
        config = load_config(str(settings), docs_dir=str(docs), site_dir=str(target))
        plugin = config.plugins.get("outreach")
        if not isinstance(plugin, OutreachPlugin):
            return None, [_failed("`plugins:` does not name `outreach`")]
        plugin.prepare(site, samples)
        build(config)
    except Circle as circle:
        files = ", ".join(circle.files)
        return None, [_failed(message("these files name each other in a circle: {files}", files=files))]
    except (MkDocsException, TemplateError, OSError, RecursionError, SystemExit, ValueError) as problem:
        if isinstance(problem, OSError) and problem.errno in _OF_SYSTEM:
            raise
        said = [*collector.lines, str(problem) or type(problem).__name__]
        return None, [_failed(" / ".join(said))]
    finally:
        log.removeHandler(collector)
        log.propagate = before
    return plugin, [_warned(root, line) for line in collector.lines]


def _warned(root: Path, line: str) -> Diagnostic:
    """What the engine warns of; a link of a page that leads nowhere is told at its place."""
    if not (found := _NOWHERE.match(line)):
        return warning("E002", Place(PAGES), message("the engine says: {why}", why=line), _LOOK)
    file, target = f"{PAGES}/{found[1]}", found[2]
    text = (root / file).read_text(encoding="utf-8")
    row, column = position(text, max(text.find(f"({target}"), 0))
    return warning("E002", Place(file, row + 1, column + 1), nowhere(target), MEND_LINK)


def _failed(why: str | Message) -> Diagnostic:
    return error(
        "E001",
        Place(SETTINGS),
        message("the frame of the pages cannot be made: {why}", why=why),
        PUT_BACK,
    )
