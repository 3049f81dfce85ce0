"""What there is to print and to read out: a page for each handout with its files, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from generator.model import address, feed_address, file_address
from generator.model.artifact import Artifact, Deferred, Page, digest
from generator.model.handout import KINDS, Block, Handout
from generator.model.record import Source
from generator.model.site import Site
from generator.renderers.hotlines import Line, line
from generator.renderers.page import Frame, Link, artifact, frame, in_a_row, page, shape, with_head, words
from generator.renderers.paper.carried import by_unit, carried
from generator.renderers.paper.file import File
from generator.renderers.paper.scripts import Version, script_files, versions
from generator.renderers.paper.sheets import printed, sheet_files

_HEAD = '<link rel="stylesheet" href="/assets/css/handouts.css">'
_FILTER = '<script type="module" src="/assets/js/handouts.js"></script>'
_KILO = 1000


class Download(NamedTuple):
    """A file beside a page: what it is, its format and how large it is, such as "54 KB"."""

    text: str
    href: str
    form: str
    size: str = ""


class HandoutView(NamedTuple):
    """What the page of a handout shows; without extras it has no files."""

    frame: Frame
    name: str
    kind: str
    headline: tuple[str, ...]
    lead: str | None
    blocks: tuple[Block, ...]
    versions: tuple[Version, ...]
    lines: tuple[Line, ...]
    topics: tuple[Link, ...]
    origins: tuple[Link, ...]
    changed: date
    expires: date
    over: bool
    picture: str | None
    downloads: tuple[Download, ...]
    unsure: bool
    units: tuple[Download, ...]
    licence: str
    sources: tuple[Source, ...]


class Listed(NamedTuple):
    """A handout as the list shows it; `programmes` and `audiences` are ids, for the filter."""

    name: str
    href: str
    kind: str
    words: str
    programmes: tuple[str, ...]
    audiences: tuple[str, ...]
    topics: str
    expires: date
    picture: str | None


class HandoutsView(NamedTuple):
    """What the list shows, with the words it can be narrowed by."""

    frame: Frame
    listed: tuple[Listed, ...]
    programmes: tuple[Link, ...]
    audiences: tuple[Link, ...]


def handouts(site: Site, today: date) -> Iterator[Artifact]:
    """The page of every handout readers may see, and the list of those that may still be used."""
    seen = [each for each in site.handouts.values() if each.visible(today)]
    for handout in seen:
        yield own_handout(site, handout, today)
    yield artifact(handouts_page, _list(site, [each for each in seen if each.usable(today)], today))


def own_handout(site: Site, handout: Handout, today: date) -> Artifact:
    """The page of one handout. It tells the sizes of its files, so these are made when it is."""
    files = tuple(_files(site, handout, today)) if site.extras else ()
    view = _handout(site, handout, today, bool(files))
    made = tuple((each.text, each.artifact.path, each.artifact.inputs) for each in files)
    path = address.handout(handout)
    inputs = Deferred(partial(_with_sizes, view, files), partial(digest, view, made))
    return Artifact(address.file_of(path), handout_page, inputs, shape("handouts", path))


def handout_page(view: HandoutView) -> Page:
    """The page of a handout."""
    return with_head(page("handout.html", view), view.frame, _HEAD)


def handouts_page(view: HandoutsView) -> Page:
    """The list of handouts."""
    return with_head(page("handouts.html", view), view.frame, _HEAD + _FILTER)


def _files(site: Site, handout: Handout, today: date) -> Iterator[File]:
    yield from sheet_files(site, handout, today)
    yield from script_files(site, handout, today)


def _with_sizes(view: HandoutView, files: tuple[File, ...]) -> HandoutView:
    """The view with its downloads, each made to learn its size."""
    return view._replace(downloads=tuple(_download(each) for each in files))


def _download(file: File) -> Download:
    made = file.artifact.make()
    assert isinstance(made, bytes)
    return Download(file.text, f"/{file.artifact.path}", file.form, f"{max(1, round(len(made) / _KILO))} KB")


def _handout(site: Site, handout: Handout, today: date, files: bool) -> HandoutView:
    _ = words(site)
    units = tuple(by_unit(site, handout, today)) if files else ()
    return HandoutView(
        frame=frame(
            site.config,
            address.handout(handout),
            "handouts",
            handout.name,
            _describe(handout),
            crumbs=(Link(_("To print and to read out"), address.HANDOUTS),),
        ),
        name=handout.name,
        kind=_(KINDS[handout.kind]),
        headline=handout.headline,
        lead=handout.lead,
        blocks=handout.blocks,
        versions=versions(site, handout) if handout.spoken else (),
        lines=tuple(line(site.hotlines[each]) for each in handout.hotlines),
        topics=(
            *(
                Link(each.brief, address.programme(each))
                for each in map(site.programmes.__getitem__, handout.programmes)
            ),
            *(Link(each.brief, address.audience(each)) for each in map(site.audiences.__getitem__, handout.audiences)),
        ),
        origins=tuple(_origins(site, handout, today)),
        changed=handout.changed,
        expires=handout.expires,
        over=today > handout.expires,
        picture=file_address.handout_picture(handout) if files and not handout.spoken else None,
        downloads=(),
        unsure=bool(files) and not carried(site, handout, today).sure,
        units=tuple(
            Download(
                unit.name, file_address.handout_pdf(handout, unit.id), "PDF", "" if held.sure else _("not verified")
            )
            for unit, held in units
        ),
        licence=(handout.licence or site.config.licence).name,
        sources=handout.sources,
    )


def _describe(handout: Handout) -> str:
    return " ".join((*handout.headline, *((handout.lead,) if handout.lead else ())))


def _origins(site: Site, handout: Handout, today: date) -> Iterator[Link]:
    """The campaign and the articles that its words are taken from."""
    if handout.campaign:
        campaign = site.campaigns[handout.campaign]
        yield Link(campaign.name, address.campaign(campaign))
    published = {each.id: each for each in site.published_articles(today)}
    for article in (published[each] for each in handout.articles if each in published):
        yield Link(article.title, address.article(article))


def _list(site: Site, usable: list[Handout], today: date) -> HandoutsView:
    _ = words(site)
    usable.sort(key=lambda each: (tuple(KINDS).index(each.kind), each.id))
    programmes = {each for handout in usable for each in handout.programmes}
    audiences = {each for handout in usable for each in handout.audiences}
    return HandoutsView(
        frame=frame(
            site.config,
            address.HANDOUTS,
            "handouts",
            _("To print and to read out"),
            _("Leaflets, posters, cards and texts for the loudspeaker, made of what this site knows."),
            feeds=(Link(_("To print and to read out"), feed_address.HANDOUTS),),
        ),
        listed=tuple(
            Listed(
                name=each.name,
                href=address.handout(each),
                kind=_(KINDS[each.kind]),
                words=_describe(each),
                programmes=each.programmes,
                audiences=each.audiences,
                topics=in_a_row(site, each.programmes),
                expires=each.expires,
                picture=file_address.handout_picture(each) if site.extras and printed(each, today) else None,
            )
            for each in usable
        ),
        programmes=tuple(Link(each.brief, each.id) for each in site.programmes.values() if each.id in programmes),
        audiences=tuple(Link(each.brief, each.id) for each in site.audiences.values() if each.id in audiences),
    )
