"""How a reader says that a page about a place is wrong. No server of ours takes it: it is a letter or a call."""

from __future__ import annotations

from urllib.parse import quote

from generator.model.config import Office
from generator.model.dates import PartialDate
from generator.model.message import Translate
from generator.model.phones import dial
from generator.renderers.page import Link
from generator.renderers.templates import show_day

HOW = "/bao-thong-tin-sai/"  # a page written by hand, which an office may not have
IMPRINT = "#co-quan"  # who the office is, at the foot of every page


def report(
    office: Office, name: str | None, url: str, checked: PartialDate | None, translate: Translate, has_page: bool
) -> Link:
    """A letter to the office, begun for the reader; without an address its number; else the page that says how.

    An office without such a page is at least named.
    """
    _ = translate
    if office.email:
        lines = (
            *([_("Place: %(name)s") % {"name": name}] if name else []),
            _("Page: %(url)s") % {"url": url},
            _("Checked on: %(day)s") % {"day": show_day(checked) if checked else _("not yet")},
            _("What is wrong: …"),
        )
        href = mailto(office.email, _("Information to correct"), lines)
        return Link(_("Report a mistake by mail"), href, _("Opens your mail app. The office then sees your address."))
    if link := office.phone and dial(office.phone):
        return Link(_("Report a mistake by phone"), link, "")
    return Link(_("Report a mistake"), HOW if has_page else IMPRINT, "")


def mailto(receiver: str, subject: str, lines: tuple[str, ...]) -> str:
    """A link that begins a letter (RFC 6068): all but the @ encoded, lines ended by CRLF."""
    body = quote("\r\n".join(lines), safe="")
    return f"mailto:{quote(receiver, safe='@')}?subject={quote(subject, safe='')}&body={body}"
