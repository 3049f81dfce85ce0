"""The corpus as Markdown files with front matter, as every peer wants them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from bench.corpus import LINK, Article, Corpus, Location

ARTICLES = "bai-viet"
LOCATIONS = "noi-giup-do"
Address = Callable[[Article, Article], str]  # (from, to) → what stands in the link
Head = Callable[[Article], Mapping[str, object]]


def write(path: Path, head: Mapping[str, object], body: str) -> None:
    """A page."""
    rows = "".join(f"{name}: {_value(value)}\n" for name, value in head.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{rows}---\n\n{body}")


def _value(value: object) -> str:
    """A value as YAML, which JSON is; a day must stand there bare to be one."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def write_articles(folder: Path, corpus: Corpus, head: Head, address: Address, lead: str = "{summary}\n\n") -> None:
    """Every article at `folder`/year/month/slug.md; `lead` goes before the body."""
    for article in corpus.articles:
        body = article.body.replace(LINK, address(article, corpus.articles[article.linked]))
        path = folder / article.folder / f"{article.slug}.md"
        write(path, head(article), lead.format(summary=article.summary) + body)


def write_locations(folder: Path, corpus: Corpus) -> None:
    """Every place at `folder`/slug.md."""
    for location in corpus.locations:
        units = (location.unit.partition("/")[0], location.unit)
        head = {"title": location.name, "services": location.services, "units": units}
        write(folder / f"{location.slug}.md", head, facts(location))


def facts(location: Location) -> str:
    """What is known of a place, as a list."""
    rows = [
        f"- Dịch vụ: {', '.join(location.services)}",
        f"- Địa chỉ: {location.address}",
        f"- Đơn vị hành chính: {location.unit_name}",
        "- Điện thoại: chưa biết",
        "- Nguồn: bảng tạo ra để đo tốc độ, 2026",
    ]
    if location.point:
        rows.append(f"- Tọa độ: {', '.join(location.point)}")
    return "\n".join(rows) + "\n"


def head(article: Article) -> Mapping[str, object]:
    """What most systems want to know of an article before its text."""
    return {
        "title": article.title,
        "date": article.published,
        "description": article.summary,
        "kind": article.kind,
        "programmes": article.programmes,
        "audiences": article.audiences,
    }


def site_address(_here: Article, there: Article) -> str:
    """The address within the site."""
    return f"/{ARTICLES}/{there.folder}/{there.slug}/"


def file_address(_here: Article, there: Article) -> str:
    """The file, seen from the other file: what MkDocs checks and turns into an address."""
    return f"../../{there.folder}/{there.slug}.md"
