"""Handouts as files: PDF to show and to print, for the print shop with bleed and crop marks, and a small picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from generator.language import translator
from generator.model import address, file_address
from generator.model.artifact import Artifact
from generator.model.handout import Handout
from generator.model.press import Press
from generator.model.site import Site
from generator.renderers.page import words
from generator.renderers.paper.carried import Carried, by_unit, carried
from generator.renderers.paper.file import File
from generator.renderers.paper.shares import current
from generator.renderers.paper.typeset import typeset
from generator.renderers.qr import qr_svg

# Pixels an inch of the small picture: 420 pixels wide, or as high as that.
_SMALL = {"leaflet": 72.0, "folded": 36.0, "poster": 36.0, "card": 125.0, "banner": 18.0, "slide": 42.0}
Form = Literal["sheet", "shop", "cards"]  # as it is used; with bleed and crop marks; eight cards on A4


class Sheet(NamedTuple):
    """All that the file of a handout is made of; `unit` names the unit it is for, `page` is where its code leads."""

    press: Press
    handout: Handout
    carried: Carried
    unit: str | None
    page: str
    campaign: tuple[str, date, date, str | None] | None
    site: str
    office: str
    base_url: str
    licence: str
    demo: bool
    language: str
    form: Form = "sheet"


def sheets(site: Site, today: date) -> Iterator[Artifact]:
    """The files of every handout that is printed and may be used today."""
    assert site.press is not None
    for handout in site.handouts.values():
        if not printed(handout, today):
            continue
        whole = _sheet(site, handout, today, site.press)
        yield from (each.artifact for each in _files(site, whole))
        yield Artifact(file_address.handout_picture(handout)[1:], picture, whole)
        for unit, held in by_unit(site, handout, today):
            of_unit = whole._replace(carried=held, unit=unit.name, page=site.config.url(address.unit(unit)))
            yield from _both(of_unit, file_address.handout_pdf(handout, unit.id))


def sheet_files(site: Site, handout: Handout, today: date) -> tuple[File, ...]:
    """The files of a handout that are for everywhere."""
    assert site.press is not None
    return tuple(_files(site, _sheet(site, handout, today, site.press))) if printed(handout, today) else ()


def printed(handout: Handout, today: date) -> bool:
    """Whether files of a handout are made: from the day readers see it until it expires."""
    return handout.kind != "script" and handout.usable(today)


def pdf(sheet: Sheet) -> bytes:
    """A sheet as tagged PDF (PDF/UA-1), the same bytes whenever it is made."""
    return typeset(sheet.press, sheet.handout.kind, _data(sheet), sheet.handout.changed, sheet.handout.place)


def picture(sheet: Sheet) -> bytes:
    """The first page of a sheet as a small PNG."""
    kind = sheet.handout.kind
    return typeset(sheet.press, kind, _data(sheet), sheet.handout.changed, sheet.handout.place, _SMALL[kind])


def _files(site: Site, whole: Sheet) -> Iterator[File]:
    _ = words(site)
    handout = whole.handout
    if handout.kind == "card":
        cards = Artifact(file_address.handout_cards(handout)[1:], pdf, whole._replace(form="cards"))
        yield File(_("To print at the office: eight on a sheet of A4"), "PDF", cards)
    titles = (_("To look at, and to print at the office"), _("For the print shop: 3 mm bleed, crop marks"))
    files = _both(whole, file_address.handout_pdf(handout, handout.part))
    yield from (File(title, "PDF", each) for title, each in zip(titles, files, strict=False))


def _both(sheet: Sheet, path: str) -> Iterator[Artifact]:
    """A sheet, and that for the print shop, which gets nothing that is not sure."""
    yield Artifact(path[1:], pdf, sheet)
    if sheet.carried.sure and sheet.handout.kind != "slide":
        yield Artifact(file_address.for_shop(path)[1:], pdf, sheet._replace(form="shop"))


def _sheet(site: Site, handout: Handout, today: date, press: Press) -> Sheet:
    config = site.config
    return Sheet(
        press=press.only(handout.kind),
        handout=handout,
        carried=carried(site, handout, today),
        unit=None,
        page=config.url(handout.page),
        campaign=_campaign(site, handout, today),
        site=config.name,
        office=config.office.brief,
        base_url=config.base_url,
        licence=(handout.licence or config.licence).name,
        demo=config.demo,
        language=config.language,
    )


def _campaign(site: Site, handout: Handout, today: date) -> tuple[str, date, date, str | None] | None:
    """The campaign of a handout with the days and the theme of the edition that is on or comes next."""
    if not handout.campaign:
        return None
    campaign = site.campaigns[handout.campaign]
    edition = current(campaign, today)
    return edition.name or campaign.name, edition.start, edition.end, edition.theme


def _data(sheet: Sheet) -> str:
    """What the template is given, as JSON: finished sentences in the site's language."""
    _ = translator(sheet.language)
    handout, held = sheet.handout, sheet.carried
    address_typed = sheet.page.partition("//")[2].rstrip("/")
    until = held.until(handout.expires)
    foot = [
        _("Use until %(day)s; after that see %(address)s.") % {"day": f"{until:%d/%m/%Y}", "address": address_typed},
        handout.imprint,
        f"{sheet.office} · {sheet.licence}",
        _("Demonstration: the data is not verified.") if sheet.demo else None,
    ]
    return json.dumps(
        {
            "form": sheet.form,
            "language": sheet.language,
            "title": f"{handout.name}, {sheet.unit}" if sheet.unit else handout.name,
            "site": sheet.site,
            "office": sheet.office,
            "headline": handout.headline,
            "lead": handout.lead,
            "campaign": _when(sheet.campaign),
            "topics": [{"text": each.text, "symbol": each.symbol} for each in handout.topics],
            "blocks": [{"title": each.title, "text": each.text} for each in handout.blocks],
            "unit": sheet.unit,
            "lines": [
                {
                    "number": each.number,
                    "name": each.name,
                    "purpose": each.purpose,
                    "terms": each.terms,
                    "checked": each.checked,
                    "sure": each.sure,
                }
                for each in held.lines
            ],
            "places_title": _("Places that help in %(unit)s") % {"unit": sheet.unit}
            if sheet.unit
            else _("Where to go"),
            "places": [
                {
                    "name": each.name,
                    "kinds": each.kinds,
                    "where": each.where,
                    "phones": each.phones,
                    "checked": each.checked,
                    "sure": each.sure,
                }
                for each in held.stops
            ],
            "more": _("%(count)s more places: scan the code.") % {"count": held.more} if held.more else None,
            "qr": _code(sheet.page),
            "qr_says": _("QR code that leads to %(address)s") % {"address": address_typed},
            "address": address_typed,
            "find": _("Find a place near you"),
            "scan": _("Scan the code, or type"),
            "calm": _("No login. The page keeps nothing of what you look for."),
            "call": _("Numbers to call"),
            "caution": None if held.sure else _("Not verified: call first"),
            "foot": [each for each in foot if each],
        },
        ensure_ascii=False,
    )


@lru_cache(maxsize=8)
def _code(page: str) -> str:
    """The QR code of an address, which a sheet and that for the print shop share."""
    return qr_svg(page).decode()


def _when(campaign: tuple[str, date, date, str | None] | None) -> dict[str, str | None] | None:
    if campaign is None:
        return None
    name, start, end, theme = campaign
    return {"name": name, "days": f"{start:%d/%m}–{end:%d/%m/%Y}", "theme": theme}
