"""Pictures and words to share: what networks show of an article or a campaign, and what people post themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.language import translator
from generator.model import address
from generator.model.article import ArticleHead
from generator.model.artifact import Artifact
from generator.model.campaign import Campaign, Edition
from generator.model.message import label
from generator.model.phones import digits
from generator.model.place import Place
from generator.model.press import Press
from generator.model.site import Site
from generator.renderers.page import Link, in_a_row, words
from generator.renderers.paper.typeset import typeset

LONGEST = 400  # characters: one paragraph of a notice on Zalo; Facebook takes 63,206 and folds long posts
SIZES = (
    ("chia-se.png", 1200, 630, label("for links, 1200 × 630")),
    ("chia-se-vuong.png", 1080, 1080, label("square")),
    ("chia-se-doc.png", 1080, 1920, label("for stories")),
)
TEXT = "chia-se.txt"
_TEMPLATE = "social"
_PIXELS = 72.0  # an inch has 72 points: one point of the template is one pixel
_NUMBER = re.compile(r"\d[\d .]*\d")


class Kit(NamedTuple):
    """What a page offers to share: pictures as (what for, address), what they say in words, and a text to post."""

    pictures: tuple[tuple[str, str], ...]
    says: str
    text: str
    file: str

    @property
    def preview(self) -> Link:
        """The picture that networks show beside a link, with its words."""
        return Link(self.says, self.pictures[0][1])


class Share(NamedTuple):
    """All that the pictures of an article or a campaign show; `place` is where its record is written."""

    press: Press
    title: str
    topic: str
    words: str
    site: str
    office: str
    address: str
    language: str
    made: date
    place: Place


def shares(site: Site, today: date) -> Iterator[Artifact]:
    """Pictures and text of every article and of every campaign; articles of others have their own."""
    assert site.press is not None
    press = site.press.only(_TEMPLATE)
    for article in site.published_articles(today):
        if article.elsewhere is None:
            topic = in_a_row(site, article.programmes)
            path = address.article(article)
            share = _share(site, press, article.title, topic, article.summary, path, article.changed, article.place)
            yield from _files(share, path, _text(site, article.title, article.summary, path, today))
    for campaign in site.campaigns.values():
        edition, path = current(campaign, today), address.campaign(campaign)
        said = edition.theme or campaign.summary
        share = _share(site, press, campaign.name, _days(edition), said, path, edition.start, campaign.place)
        yield from _files(share, path, _text(site, campaign.name, said, path, today))


def article_kit(site: Site, article: ArticleHead, today: date) -> Kit | None:
    """What the page of an article offers to share."""
    if not site.extras or article.elsewhere or article.withdrawn:
        return None
    return _kit(site, article.title, article.summary, address.article(article), today)


def campaign_kit(site: Site, campaign: Campaign, today: date) -> Kit | None:
    """What the page of a campaign offers to share."""
    if not site.extras:
        return None
    said = current(campaign, today).theme or campaign.summary
    return _kit(site, campaign.name, said, address.campaign(campaign), today)


def current(campaign: Campaign, today: date) -> Edition:
    """The edition that is on, or comes next; the last one where none comes."""
    editions = sorted(campaign.editions, key=lambda each: each.start)
    return next((each for each in editions if each.end >= today), editions[-1])


def social_picture(made: tuple[Share, int, int]) -> bytes:
    """A picture of this many pixels, as PNG."""
    share, width, height = made
    _ = translator(share.language)
    data = {
        "form": "picture",
        "language": share.language,
        "width": width,
        "height": height,
        "title": share.title,
        "topic": share.topic,
        "words": share.words,
        "site": share.site,
        "office": share.office,
        "address": share.address,
        "read": _("Read more:"),
    }
    return typeset(share.press, _TEMPLATE, json.dumps(data, ensure_ascii=False), share.made, share.place, _PIXELS)


def social_text(text: str) -> bytes:
    """The text to post."""
    return f"{text}\n".encode()


def _files(share: Share, path: str, text: str) -> Iterator[Artifact]:
    for name, width, height, _ in SIZES:
        yield Artifact(f"{path[1:]}{name}", social_picture, (share, width, height))
    yield Artifact(f"{path[1:]}{TEXT}", social_text, text)


def _share(site: Site, press: Press, title: str, topic: str, said: str, path: str, made: date, place: Place) -> Share:
    config = site.config
    typed = config.base_url.partition("//")[2].rstrip("/")
    return Share(press, title, topic, said, config.name, config.office.brief, typed, config.language, made, place)


def _kit(site: Site, title: str, said: str, path: str, today: date) -> Kit:
    _ = words(site)
    pictures = tuple((_(what), f"{path}{name}") for name, _width, _height, what in SIZES)
    return Kit(pictures, f"{title}. {site.config.name}", _text(site, title, said, path, today), f"{path}{TEXT}")


def _text(site: Site, title: str, said: str, path: str, today: date) -> str:
    """Title, words and address, short enough for both networks; words with a number that is not sure are left out."""
    url = site.config.url(path)
    unsure = {digits(each.number) for each in site.hotlines.values() if not each.sure(site.config, today)}
    named = {digits(found[0]) for found in _NUMBER.finditer(said)}
    parts = [title, said] if unsure.isdisjoint(named) else [title]
    text = "\n".join([*parts, url])
    return text if len(text) <= LONGEST else f"{title}\n{url}"


def _days(edition: Edition) -> str:
    if edition.start == edition.end:
        return f"{edition.start:%d/%m/%Y}"
    return f"{edition.start:%d/%m}–{edition.end:%d/%m/%Y}"
