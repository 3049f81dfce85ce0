"""What several messages advise, in the same words."""

from __future__ import annotations

from generator.model.message import Message, message

ONE_LINE = message('Write it on one line; with brackets in it, in double quotes: "…".')
A_LINE_EACH = message("Start each entry on its own line with `- `.")
A_DAY = message("Write the date as 2026-11-22 or 22/11/2026.")
ONE_OF_THESE = message("Write one of these words.")
FEWER = message("Delete what does not belong to the list, or divide it into several files.")
MEND_LINK = message("Correct the link, or delete it.")
PUT_BACK = message(
    "If you changed mkdocs.yml or theme_overrides, put back what was there; else send this message to who looks after "
    "the software."
)


def did_you_mean(near: str | None, otherwise: Message) -> Message:
    """That something near was meant, if there is such a thing."""
    return message("Did you mean `{near}`?", near=near) if near else otherwise
