"""Settings of web servers for one site: all that `generator/model/headers.py` holds, as each of them writes it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.language import catalogue
from generator.model.config import SiteConfig
from generator.model.headers import FOR_EVER, origin, zones
from generator.model.media_types import MEDIA_TYPES, UNKNOWN
from generator.model.serving import Hosting, Listen


def settings(server: str, config: SiteConfig, hosting: Hosting, language: str) -> str:
    """What to give to a server of that name, whole; its comments are in `language`. `hosting` must be writable."""
    assert hosting.writable, hosting
    url = urlsplit(origin(config.base_url))
    host = url.hostname or ""
    path = quote(unquote(urlsplit(config.base_url).path.rstrip("/")))
    secure = url.scheme == "https" and hosting.listen is None
    pages, *_ = all_zones = zones(config)
    return (
        _templates(language)
        .get_template(server)
        .render(
            host=host,
            origin=origin(config.base_url),
            port=url.port or 443,
            listen=None if secure else hosting.listen or Listen("", url.port or 80),
            base=path,
            folder=hosting.folder,
            certificate=hosting.certificate,
            usual_certificate=f"/etc/letsencrypt/live/{host}",
            pages=pages,
            apart=[zone for zone in all_zones if zone.headers != pages.headers],
            narrower=[zone for zone in all_zones if zone.types],
            own=sorted({name for zone in all_zones for name in zone.headers} - pages.headers.keys()),
            types=MEDIA_TYPES,
            unknown=UNKNOWN,
            for_ever=FOR_EVER,
        )
    )


@lru_cache(maxsize=2)
def _templates(language: str) -> Environment:
    """Templates of settings: no HTML, so nothing is escaped."""
    made = Environment(
        loader=PackageLoader("generator.renderers", "templates/servers"),
        autoescape=False,  # noqa: S701  # settings are no HTML; what stands in quotes is checked before
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]  # by the extension
    return made
