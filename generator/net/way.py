"""The way to a server: whose address it is, is asked once, and what was judged is what is connected to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

import urllib3
from urllib3.exceptions import ConnectTimeoutError, LocationParseError, NewConnectionError
from urllib3.util import Url, parse_url

# Networks whose addresses end in one of IPv4, which some router may send there (RFC 4291, 6052).
_CARRIES_IPV4 = (IPv6Network("::/96"), IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
_OWN_ROUTERS = IPv6Network("64:ff9b:1::/48")  # RFC 8215; what it carries, each network decides for itself


class Home(NamedTuple):
    """Where the address lies that a person gave: its host by name, and the address that answered for it."""

    host: str
    address: str


class Inside(Exception):
    """A host that lies in a network that is not open to all."""


@contextmanager
def ask(
    url: str, headers: dict[str, str], seconds: float, home: Home | None
) -> Iterator[tuple[urllib3.BaseHTTPResponse, Home]]:
    """The answer to a request, and where it came from.

    Without `home` a server may be anywhere; else it is `home`, or open to all, or Inside is raised before anything is
    sent. The name is not asked for a second time: another answer to that would lead elsewhere (DNS rebinding).
    """
    parts = parse_url(url)
    if not parts.host:
        raise LocationParseError(url)
    host = parts.host.strip("[]")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = dict.fromkeys(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    allowed = [each for each in found if home is None or open_to_all(each) or (host, each) == home]
    if not allowed:
        raise Inside(host)
    for address in allowed:
        with _pool(parts, host, address, port, seconds) as pool:
            try:
                answer = pool.request(
                    "GET",
                    parts.request_uri,
                    headers={**headers, "Host": parts.netloc or parts.host},
                    redirect=False,
                    preload_content=False,
                )
            except (ConnectTimeoutError, NewConnectionError):
                if address == allowed[-1]:
                    raise
                continue
            with answer:
                yield answer, Home(host, address)
            return


def _pool(parts: Url, host: str, address: str, port: int, seconds: float) -> urllib3.HTTPConnectionPool:
    limit = urllib3.Timeout(connect=seconds, read=seconds)
    if parts.scheme == "https":  # the certificate is that of the name
        return urllib3.HTTPSConnectionPool(address, port, timeout=limit, retries=False, server_hostname=host)
    return urllib3.HTTPConnectionPool(address, port, timeout=limit, retries=False)


def open_to_all(address: str) -> bool:
    """Whether an IP address is one of the public internet, and so is the one that it carries."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if any(ip in each for each in _CARRIES_IPV4):
            ip = IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip.sixtofour:
            ip = ip.sixtofour
    return ip.is_global and not ip.is_multicast and ip not in _OWN_ROUTERS
