"""Forms in the browser for officers who write no YAML: Decap CMS over the records, served on this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from generator.build.preview import InUse
from generator.desk.edit.editor import Editor
from generator.desk.edit.form import settings
from generator.desk.edit.program import program
from generator.desk.edit.protocol import answer
from generator.desk.edit.server import Desk, serve
from generator.model.diagnostic import Diagnostic
from generator.model.message import Translate
from generator.net.fetch import NotFetched

__all__ = ["InUse", "NotFetched", "edit"]


def edit(
    root: Path,
    port: int,
    today: Callable[[], date],
    language: str,
    _: Translate,
    unread: Callable[[list[Diagnostic]], None],
    ready: Callable[[str], None],
) -> None:
    """Serve the forms for the site in `root` until interrupted. Raises InUse, NotFetched.

    `unread` gets what is wrong with records that have no form for that, and may end it; `ready` gets the address.
    """
    editor = Editor(root, today)
    editor.read()
    unread(editor.problems)

    def began() -> Any:
        """The settings for a page that is opened: of the records as they are now."""
        return settings(editor.read(), language, today(), _)

    desk = Desk(
        program(root),
        began,
        lambda asked: answer(editor, asked, _),
        language,
        _("Records of the office"),
        _("This page opens with the address that `outreach edit` printed, one time. To get a new one, start it again."),
    )
    serve(port, desk, ready)
