"""Where files lie that are neither page, feed nor fragment: pictures, what is printed, data, calendars."""

from __future__ import annotations

from generator.model import address
from generator.model.handout import Handout
from generator.model.location import Location, LocationHead
from generator.model.picture import Picture
from generator.model.unit import Unit
from generator.model.vocabulary import Programme

CALENDAR = f"{address.HELP}ngay-nghi.json"
LOCATOR_SUMMARY = f"{address.HELP}du-lieu.json"
GAZETTEER = f"{address.HELP}dia-danh.json"
FORMER_COMMUNES = f"{address.HELP}dia-danh-cu.json"
POSTER = "/anh/trang.png"
SEARCH_NAMES = f"{address.SEARCH}ten.json"
JOURNAL_TABLES = f"{address.DATA}so-thang/"
HSDS = f"{address.DATA}hsds/"
FHIR_BUNDLE = f"{address.DATA}fhir/bundle.json"
EVENTS_CALENDAR = f"{address.DATA}su-kien.ics"
DUTIES_CALENDAR = f"{address.DATA}nghia-vu-bao-cao.ics"
DUES_CALENDAR = "/viec-den-han.ics"  # of all offices; those of each lie below the name without its ending
DAYS_OFF_CALENDAR = f"{address.DATA}ngay-nghi.ics"


def picture(shown: Picture, width: int, ending: str) -> str:
    """A picture in one width and format: its name is what is in it, so that it can be kept for ever."""
    return f"/anh/{shown.digest[:16]}-{width}.{ending}"


def programme_poster(record: Programme) -> str:
    """What messengers show of pages of a programme."""
    return f"/anh/chuong-trinh/{record.part}.png"


def qr(record: Location | LocationHead) -> str:
    """The picture that leads from paper to the page of a place."""
    return f"{address.location(record)}qr.svg"


def handout_pdf(record: Handout, name: str) -> str:
    """The PDF of a handout: named after its part of the address, or after the unit it is for."""
    return f"{address.handout(record)}{name}.pdf"


def for_shop(file: str) -> str:
    """The same PDF as a print shop needs it."""
    return f"{file.removesuffix('.pdf')}-nha-in.pdf"


def script(record: Handout, name: str) -> str:
    """A file of a loudspeaker script."""
    return f"{address.handout(record)}{record.part}{name}"


def handout_cards(record: Handout) -> str:
    """Eight wallet cards on A4, to print and cut at the office."""
    return f"{address.handout(record)}{record.part}-a4.pdf"


def handout_picture(record: Handout) -> str:
    """How its first page looks, small."""
    return f"{address.handout(record)}{record.part}.png"


def locator_data(province: Unit) -> str:
    """The places of a province as the finder reads them."""
    return f"{address.HELP}du-lieu/{province.part}.json"


def search_texts(pack: str) -> str:
    """The texts of some articles, for search."""
    return f"{address.SEARCH}bai/{pack}.json"


def journal_table(of: int) -> str:
    """The journal of a year as a table."""
    return f"{JOURNAL_TABLES}{of:04}.csv"
