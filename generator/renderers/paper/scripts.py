"""Texts for the loudspeaker: as plain text, as a Word file to work on, and as SSML for a voice that a machine makes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from textwrap import shorten
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from markupsafe import escape

from generator.language import translator
from generator.model import file_address
from generator.model.artifact import Artifact
from generator.model.handout import Handout
from generator.model.phones import digits
from generator.model.site import Site
from generator.prose.aloud import aloud, seconds
from generator.renderers.page import words
from generator.renderers.paper.file import File

_ABOUT = 255  # letters of what Word tells about a file
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can tell: a file that is the same has the same bytes


class Version(NamedTuple):
    """A script in one length: its title, its sentences as they are said, and how many seconds they take."""

    title: str
    name: str
    sentences: tuple[str, ...]
    seconds: int


class Script(NamedTuple):
    """All that the files of a script are made of."""

    handout: Handout
    office: str
    language: str
    versions: tuple[Version, ...]


def scripts(site: Site, today: date) -> Iterator[Artifact]:
    """The files of every loudspeaker script that may be read out today."""
    for handout in site.handouts.values():
        yield from (each.artifact for each in script_files(site, handout, today))


def script_files(site: Site, handout: Handout, today: date) -> Iterator[File]:
    """The files of a loudspeaker script."""
    if not handout.spoken or not handout.usable(today):
        return
    _ = words(site)
    made = Script(handout, site.config.office.name, site.config.language, versions(site, handout))
    yield File(_("To read and to send"), "TXT", Artifact(file_address.script(handout, ".txt")[1:], plain, made))
    yield File(_("To change in Word"), "DOCX", Artifact(file_address.script(handout, ".docx")[1:], docx, made))
    for each in made.versions:
        path = file_address.script(handout, f"{each.name}.ssml")
        title = _("For a machine's voice, %(length)s") % {"length": each.title.lower()}
        yield File(title, "SSML", Artifact(path[1:], ssml, (each, made.language)))


def versions(site: Site, handout: Handout) -> tuple[Version, ...]:
    """What a script says, in its lengths."""
    _ = words(site)
    assert handout.spoken is not None
    lengths = (
        (_("In 60 seconds"), "-60-giay", handout.spoken.minute),
        (_("In 3 minutes"), "-3-phut", handout.spoken.three_minutes),
    )
    phones = frozenset(digits(each.number) for each in site.hotlines.values())
    return tuple(_version(site, phones, *each) for each in lengths if each[2])


def _version(site: Site, phones: frozenset[str], title: str, name: str, written: tuple[str, ...]) -> Version:
    said = tuple(aloud(each, phones, site.terms.meanings) for each in written)
    return Version(title, name, said, seconds(said))


def plain(script: Script) -> bytes:
    """The script as text, a sentence a line."""
    return ("\n\n".join(_parts(script)) + "\n").encode()


def _parts(script: Script) -> Iterator[str]:
    _ = translator(script.language)
    yield f"{script.handout.name}\n{script.office}"
    for each in script.versions:
        yield _("%(length)s (about %(seconds)s seconds)") % {"length": each.title, "seconds": each.seconds}
        yield "\n".join(each.sentences)
    yield _("Not to be read out after %(day)s.") % {"day": f"{script.handout.expires:%d/%m/%Y}"}


def ssml(made: tuple[Version, str]) -> bytes:
    """One length of a script for a machine's voice (SSML 1.1)."""
    version, language = made
    said = "".join(f"<s>{escape(each)}</s>\n" for each in version.sentences)
    region = {"vi": "vi-VN", "en": "en-GB"}[language]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis"'
        f' xml:lang="{region}">\n<p>\n{said}</p>\n</speak>\n'
    ).encode()


def docx(script: Script) -> bytes:
    """The script as a Word file."""
    from docx import Document  # 0.3 s, and only scripts need it

    document = Document()
    made = datetime.combine(script.handout.changed, time())
    about = document.core_properties
    about.title, about.author = (
        shorten(each, _ABOUT, placeholder="…") for each in (script.handout.name, script.office)
    )
    about.language = script.language
    about.created = about.modified = made
    document.add_heading(script.handout.name, level=1)
    _first, *parts = _parts(script)
    document.add_paragraph(script.office)
    for part in parts[:-1]:
        if any(part.startswith(each.title) for each in script.versions):
            document.add_heading(part, level=2)
        else:
            for sentence in part.split("\n"):
                document.add_paragraph(sentence)
    document.add_paragraph(parts[-1])
    buffer = BytesIO()
    document.save(buffer)
    return _timeless(buffer)


def _timeless(made: BytesIO) -> bytes:
    """The same ZIP without the moment it was made."""
    again = BytesIO()
    with ZipFile(made) as old, ZipFile(again, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _EPOCH), old.read(name), ZIP_DEFLATED)
    return again.getvalue()
