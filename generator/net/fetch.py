"""One bounded way to get a file over HTTP (RFC 9110): never for ever, never without end, never where nobody meant."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urljoin, urlsplit

import urllib3

from generator.model.message import Message, WithReason, label, message
from generator.net.way import Home, Inside, ask

USER_AGENT = "outreach-publisher"
_CHUNK = 64 * 1024
_CHARSET = re.compile(r"""\bcharset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})

_SELF_MADE = label("the server vouches for itself, nobody else does")
_NOBODY_KNOWN = label("nobody whom this machine knows vouches for it")
_OTHER_NAME = label("it is that of another name")
# What OpenSSL finds wrong in a certificate (X509_V_ERR_… in openssl/x509_vfy.h).
_CERTIFICATES = {
    9: label("it does not hold yet; look at the clock of this machine too"),
    10: label("it has expired; look at the clock of this machine too"),
    18: _SELF_MADE,
    19: _SELF_MADE,
    20: _NOBODY_KNOWN,
    21: _NOBODY_KNOWN,
    62: _OTHER_NAME,
    64: _OTHER_NAME,
}
_CONNECTIONS: dict[type[OSError], str] = {
    socket.gaierror: label("this name is not found; look whether it is right and this machine is connected"),
    ConnectionRefusedError: label("nobody answers at this address"),
    ConnectionResetError: label("the connection was cut"),
}


@dataclass(frozen=True)
class Limits:
    """What a source may cost: seconds for one attempt, bytes unpacked, attempts, seconds before the second one."""

    seconds: float = 20
    size: int = 5_000_000
    attempts: int = 3
    pause: float = 1
    longest_pause: float = 15
    redirects: int = 5


LIMITS = Limits()


@dataclass(frozen=True)
class Validators:
    """What a server said of a file when it was fetched last (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Fetched:
    """A file as it was sent; `url` is where it was found in the end, `media_type` in lower case without parameters.

    `home` is where the first address lies, `charset` the encoding that the server names.
    """

    url: str
    home: Home
    content: bytes
    media_type: str
    validators: Validators
    charset: str | None = None


class NotFetched(WithReason):
    """A file that could not be had."""


class _Again(WithReason):
    """A failure that may pass: try again after `pause` seconds, if the server said how many."""

    def __init__(self, why: Message, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


def fetch(
    url: str, known: Validators = Validators(), limits: Limits = LIMITS, named_by: Fetched | None = None
) -> Fetched | None:
    """The file at `url`; None when it has not changed since it was `known`. Raises NotFetched.

    An address that was `named_by` another file is judged as if that had led there by a redirect. Several attempts are
    made where another may help. An attempt that takes too long is left to itself.
    """
    if named_by:
        url = _led(named_by.url, url)
    pause = limits.pause
    for attempt in range(1, limits.attempts + 1):
        try:
            return _attempt(url, known, limits, named_by.home if named_by else None)
        except _Again as problem:
            if attempt == limits.attempts:
                raise NotFetched(problem.why) from None
            time.sleep(min(problem.pause if problem.pause is not None else pause, limits.longest_pause))
            pause *= 2
    raise AssertionError("at least one attempt is made")


def _attempt(url: str, known: Validators, limits: Limits, home: Home | None) -> Fetched | None:
    """One attempt in a thread of its own: a server that sends a byte now and then cannot hold us."""
    answers: SimpleQueue[Fetched | Exception | None] = SimpleQueue()

    def follow() -> None:
        try:
            answers.put(_follow(url, known, limits, home))
        except Exception as problem:  # handed over to who waits
            answers.put(problem)

    Thread(target=follow, daemon=True).start()
    try:
        answer = answers.get(timeout=limits.seconds)
    except Empty:
        raise _Again(message("no whole answer within {seconds} seconds", seconds=f"{limits.seconds:g}")) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _follow(url: str, known: Validators, limits: Limits, home: Home | None) -> Fetched | None:
    """Follow redirects, but never into a network that is not open to all, unless it is `home`, where all began."""
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "application/feed+json, application/json, */*;q=0.8",
        "Accept-Encoding": "gzip",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    where = url
    for _ in range(limits.redirects + 1):
        try:
            # The whole attempt is limited from outside; this only ends the thread that nobody waits for any more.
            with ask(where, headers, limits.seconds + 1, home) as (answer, stands):
                home = home or stands
                if answer.status == 304 and known != Validators():
                    return None
                if answer.status not in _MOVED:
                    return _answered(where, home, answer, limits)
                where = _led(where, answer.headers.get("Location", ""))
        except Inside:
            raise NotFetched(
                message("it leads into a network that is not open to all: {url}", url=where[:200])
            ) from None
        except (urllib3.exceptions.LocationParseError, UnicodeError):
            raise NotFetched(message("this is not an address: {url}", url=where)) from None
        except urllib3.exceptions.SSLError as problem:
            raise NotFetched(message("its certificate cannot be trusted: {why}", why=_reason(problem))) from None
        except urllib3.exceptions.DecodeError:
            raise NotFetched(message("the answer is packed in a way that cannot be unpacked")) from None
        except (urllib3.exceptions.HTTPError, OSError) as problem:
            raise _Again(message("the server cannot be reached: {why}", why=_reason(problem))) from None
    raise NotFetched(message("it leads on and on: more than {most} redirects", most=limits.redirects))


def _answered(url: str, home: Home, answer: urllib3.BaseHTTPResponse, limits: Limits) -> Fetched:
    if answer.status in _TEMPORARY:
        why = message("the server answers {status}", status=answer.status)
        raise _Again(why, _seconds(answer.headers.get("Retry-After")))
    if answer.status != 200:
        raise NotFetched(message("the server answers {status}", status=answer.status))
    content = bytearray()
    for chunk in answer.stream(_CHUNK, decode_content=True):
        content += chunk
        if len(content) > limits.size:
            raise NotFetched(message("it is larger than {most} MB", most=f"{limits.size / 1e6:g}"))
    kind, _, parameters = answer.headers.get("Content-Type", "").partition(";")
    charset = _CHARSET.search(parameters)
    validators = Validators(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    return Fetched(url, home, bytes(content), kind.strip().lower(), validators, charset[1] if charset else None)


def _led(at: str, location: str) -> str:
    """Where a redirect leads; raises NotFetched where we must not follow."""
    try:
        to = urlsplit(urljoin(at, location))
    except ValueError:
        raise NotFetched(message("this is not an address: {url}", url=location[:200])) from None
    if to.scheme not in ("http", "https") or not to.hostname:
        raise NotFetched(message("it leads to something that is no web address: {url}", url=location[:200]))
    if urlsplit(at).scheme == "https" and to.scheme == "http":
        raise NotFetched(message("it leads from https to http: {url}", url=to.geturl()[:200]))
    return to.geturl()


def _seconds(retry_after: str | None) -> float | None:
    """How long a server asks to wait (RFC 9110, section 10.2.3); None when it does not say."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except ValueError:
        return None


def _reason(problem: BaseException) -> Message | str:
    """Why, in words that people know; else in those of the system, without the objects of a library."""
    for each in _within_it(problem):
        if isinstance(each, ssl.SSLCertVerificationError) and each.verify_code in _CERTIFICATES:
            return Message(_CERTIFICATES[each.verify_code])
        for kind, words in _CONNECTIONS.items():
            if isinstance(each, kind):
                return Message(words)
    inner = getattr(problem, "reason", None) or problem
    return str(getattr(inner, "strerror", None) or inner).rpartition(": ")[2][:200] or type(inner).__name__


def _within_it(problem: BaseException) -> Iterator[BaseException]:
    """A problem and those that libraries wrapped into it."""
    yield problem
    for each in (getattr(problem, "reason", None), *problem.args, problem.__cause__):
        if isinstance(each, BaseException):
            yield from _within_it(each)
