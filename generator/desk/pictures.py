"""The pictures of a subscription: fetched within an allowance, judged like the office's own, or said to be missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from textwrap import shorten
from time import monotonic

from generator.desk.settle import Here
from generator.model.article import Image
from generator.model.message import Message, message
from generator.model.subscription import Subscription
from generator.net.fetch import Fetched, Limits, NotFetched, fetch
from generator.net.offered import Offered, Refused
from generator.net.pictures import Picture, ending, picture_in
from generator.prose.pictures import shows_people
from generator.renderers.html import words
from generator.source.pictures import Unfit, measured

FOLDER = "nhan-ve"  # below content/pages
LARGEST = 2_000_000  # bytes of one picture
_WORDS = 300  # characters of what stands for a picture, and of whose it is


@dataclass(frozen=True)
class Allowance:
    """What all pictures of one subscription together may cost: seconds, and bytes, which lie in memory meanwhile."""

    seconds: float = 60
    size: int = 50_000_000


ALLOWANCE = Allowance()


class Pictures:
    """Fetches pictures that a `feed` names; `missing` are items that come without theirs, and why."""

    def __init__(
        self, subscription: Subscription, feed: Fetched, here: Here, limits: Limits, allowance: Allowance = ALLOWANCE
    ) -> None:
        self.missing: list[Refused] = []
        self._subscription = subscription
        self._feed = feed
        self._here = here
        self._limits = limits
        self._allowance = allowance
        self._seconds = allowance.seconds
        self._size = allowance.size
        self._ended = False  # whether it was said

    def of(self, item: Offered, before: Image | None) -> tuple[Image, tuple[str, bytes] | None] | None:
        """The picture of an item with its file; none where it has no words that stand for it, or shows people.

        Whether they agreed is known at the source alone. One that cannot be had is that of `before`, if its words are.
        """
        if not self._subscription.images or item.withdrawn is not None:
            return None
        started = monotonic()
        found = picture_in(item.html, item.url, item.image)
        alt = self._told(found.alt) if found else ""
        if not found or not alt or shows_people(Image.model_construct(file="", alt=alt, credit="")):
            self._seconds -= monotonic() - started
            return None
        kept = (before, None) if before and before.alt == alt else None
        if self._seconds <= 0 or self._size <= 0:
            if not kept and not self._ended:
                self._ended = True
                self._say(item, self._spent())
            return kept
        try:
            return self._fetched(item, found, alt)
        except Unfit as problem:
            self._say(item, problem.why)
        except NotFetched as problem:
            if kept:
                return kept
            self._say(item, problem.why)
        finally:
            self._seconds -= monotonic() - started
        return None

    def _fetched(self, item: Offered, found: Picture, alt: str) -> tuple[Image, tuple[str, bytes]]:
        seconds, size = min(self._limits.seconds, self._seconds), min(LARGEST, self._size)
        limits = replace(self._limits, seconds=seconds, size=size, attempts=1)
        answer = fetch(found.url, limits=limits, named_by=self._feed)
        assert answer is not None, found.url  # nothing was known of it
        self._size -= len(answer.content)
        kind = ending(answer.content)
        if kind is None:
            raise Unfit(message("this is not a picture that can be read"))
        measured(answer.content)
        file = f"{FOLDER}/{self._subscription.id}/{sha256(answer.content).hexdigest()[:16]}.{kind}"
        credit = self._told(found.credit or "") or self._told(item.office or "") or self._subscription.url
        return Image(file=file, alt=alt, credit=credit), (file, answer.content)

    def _told(self, text: str) -> str:
        return shorten(self._here.named(words(escape(text))), _WORDS, placeholder="…")

    def _spent(self) -> Message:
        return message(
            "all pictures of a source may take {seconds} seconds and {size} MB: this item and later ones come without",
            seconds=f"{self._allowance.seconds:g}",
            size=f"{self._allowance.size / 1e6:g}",
        )

    def _say(self, item: Offered, why: Message) -> None:
        self.missing.append(Refused(item.title[:100] or item.id, why))
