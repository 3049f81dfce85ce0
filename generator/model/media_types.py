"""What kinds of files a site has: their media types (IANA), as servers and the preview send them.

One table for every server, not the machine's own, which knows neither `.opml` nor `.geojson` everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

UNKNOWN = "application/octet-stream"
_TEXT = "; charset=utf-8"
MEDIA_TYPES: Mapping[str, str] = {
    "html": f"text/html{_TEXT}",
    "css": f"text/css{_TEXT}",
    "js": f"text/javascript{_TEXT}",
    "txt": f"text/plain{_TEXT}",
    "csv": f"text/csv{_TEXT}",
    "ics": f"text/calendar{_TEXT}",
    "opml": f"text/x-opml{_TEXT}",
    "xml": f"application/xml{_TEXT}",
    "atom": f"application/atom+xml{_TEXT}",
    "ssml": f"application/ssml+xml{_TEXT}",
    "json": "application/json",  # these are UTF-8 and nothing else (RFC 8259, section 8.1)
    "geojson": "application/geo+json",
    "jsonld": "application/ld+json",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PACKED = (".br", ".gz")  # what a file is compressed into, beside it
# Below these folders an ending says more.
NARROWER: Mapping[str, Mapping[str, str]] = {
    "/data/fhir/": {"json": "application/fhir+json"},
    "/feeds/": {"xml": f"application/rss+xml{_TEXT}", "json": "application/feed+json"},
}


def media_type(path: str) -> str:
    """The media type of the file at an address that begins with a slash."""
    ending = path.rpartition("/")[2].rpartition(".")[2]
    for folder, types in NARROWER.items():
        if path.startswith(folder) and ending in types:
            return types[ending]
    return MEDIA_TYPES.get(ending, UNKNOWN)
