"""Nothing that is published tells who a patient, a person with HIV or a victim is. No record can waive these rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.marked import marked
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.phones import digits, is_mobile
from generator.model.site import Site
from generator.prose.persons import NAMED


def nobody_can_be_identified(site: Site, today: date) -> Iterator[Diagnostic]:
    """No text has a number of an identity card, a birth with a name, or a patient, victim or address by name.

    No place is called like a person and nothing else.
    """
    for each in marked(site, "Q001", "Q003", "Q004"):
        place, found = each.mark.place, each.mark.found
        if each.mark.rule == "Q001":
            yield error(
                "Q001",
                place,
                message("this may be the number of a person's identity card: {found}", found=_covered(found)),
                message("Delete it: a website needs nobody's number."),
            )
        elif each.mark.rule == "Q003":
            yield error(
                "Q003",
                place,
                message("a name with a date or year of birth: “{found}”", found=found),
                message("Delete both; write for instance “một người 30 tuổi”."),
            )
        elif each.mark.about == NAMED:
            if not site.units.have(found):
                yield error(
                    "Q004",
                    place,
                    message("a place has the name of a person: “{found}”", found=found),
                    message("Write what it is before its name, such as “Phòng khám {found}”; a record about a person "
                            "must be deleted.", found=found),
                )  # fmt: skip
        else:
            yield error(
                "Q004",
                place,
                message("this may tell who a person concerned is: “{found}”", found=found),
                message("Leave out name, initials and address; write for instance “một người bệnh”, “một phụ nữ trẻ”."),
            )


def mobiles_in_texts_are_lines_of_places(site: Site, today: date) -> Iterator[Diagnostic]:
    """A mobile number in a text is that of a hotline, of the office, or of a place that says whose line it is."""
    found = list(marked(site, "Q002"))
    if not found:
        return
    lines = {_national(number) for number in _lines(site)}
    for each in found:
        if _national(each.mark.about) not in lines:
            yield error(
                "Q002",
                each.mark.place,
                message("the mobile number {number} may be a person's own", number=each.mark.found),
                message(
                    "Delete it. If it is the line of a place, write it into the record of that place with "
                    "`line: organization`."
                ),
            )


def _lines(site: Site) -> Iterator[str]:
    """Every number that some record answers for."""
    yield from (hotline.number for hotline in site.hotlines.values())
    if site.config.office.phone:
        yield site.config.office.phone
    for location in site.locations.values():
        yield from (phone.number for phone in location.phones if phone.line or not is_mobile(phone.number))


def pictures_of_people_have_consent(site: Site, today: date) -> Iterator[Diagnostic]:
    """A picture on which people are to be seen says how they agreed, or that nobody can be recognised."""
    for each in marked(site, "Q005"):
        yield error(
            "Q005",
            each.mark.place,
            message("people are to be seen on this picture, and nothing says that they agreed: “{alt}”",
                    alt=each.mark.found),
            message(
                "Add `consent:` with how and when they agreed, or “ảnh minh họa, không nhận ra ai”; else take another "
                "picture."
            ),
        )  # fmt: skip


def _national(number: str) -> str:
    bare = digits(number).removeprefix("+")
    return f"0{bare[2:].removeprefix('0')}" if bare.startswith("84") and len(bare) > len("84") + 8 else bare


def _covered(number: str) -> str:
    """The beginning of a number: a message is read by many."""
    return f"{number[:3]}…"
