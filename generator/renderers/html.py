"""HTML that is safe to show: cleaned by ammonia (nh3), then made to fit our pages."""

from __future__ import annotations

import re
from html import unescape

import nh3

from generator.model.vietnamese import MARKED, slug

_TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p",
    "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}, "time": {"datetime"}}
# Of these, words go too: they are no prose, or speak of a picture that does not come along.
_GONE = {
    "audio", "button", "canvas", "embed", "figcaption", "form", "iframe", "math", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip
# Ids that our templates give (tests/test_gate.py looks): a heading of a text never takes one of them.
TAKEN = frozenset({
    "ai-lam-gi", "bai", "bai-moi", "bai-viet", "cac-nam", "can-gi", "can-gi-ten", "can-nghe", "chia-se",
    "chien-dich", "chu-de", "chua-co", "chua-ro", "co-quan", "co-so", "da-biet", "danh-cho-ban", "de-in", "dem",
    "dia-ban", "doc-nhanh", "doc-tiep", "gan-do", "ghi-chu", "gio", "goi", "goi-an-toan", "goi-hoi", "khau-hieu",
    "khong-gui", "lay-tu", "loc-them", "loi", "muc-luc", "muc-luc-ten", "nam", "ngay", "nguon", "nguy-hiem",
    "noi-chuyen", "noi-dung", "o-dau", "o-dau-goi-y", "o-dau-loi", "o-dau-ten", "phoi-hop", "sap-toi", "so",
    "so-do", "so-goi", "tai-ve", "thay-doi", "theo-chuong-trinh", "thuoc-ve", "tim", "tim-gan", "tim-gi",
    "tim-gi-giu", "tinh-thanh", "tom-tat", "top", "tu-dau", "tung-noi", "van-ban", "ve",
})  # fmt: skip
_HEADING = re.compile(r"<h([1-4])( [^>]*)?>(.*?)</h\1>", re.DOTALL)  # in cleaned HTML no value holds a sign >
_TABLE = re.compile(r"<table(?: [^>]*)?>")
_TAG = re.compile(r"<[^>]+>")
# What no document may hold (XML 1.0, section 2.2).
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_GONE,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)
# Of a text in another language: a tag, a quotation with a Vietnamese letter in it, or words with one in each.
# Left to `re` to compile when it is asked for: editions alone need it, and none takes longer.
_IN_VIETNAMESE = (
    rf"<[^>]*>|“[^“”<>]*[{MARKED}][^“”<>]*”|(?<!\w)[^\W{MARKED}]*+[{MARKED}]\w*(?: [^\W{MARKED}]*+[{MARKED}]\w*)*"
)
_STRIPPER = nh3.Cleaner(tags=set(), clean_content_tags=_GONE)


def clean(html: str) -> str:
    """HTML without anything that runs, loads or styles; cleaning it again changes nothing."""
    made = _CLEANER.clean(html)
    # The next parser would take a carriage return, which a reference can bring, for a line feed, and drop a mark.
    made = made.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    return _FORBIDDEN.sub("\ufffd", made)


def tell_vietnamese(html: str) -> str:
    """Clean HTML in another language, in which Vietnamese words and quotations say that they are."""

    def told(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("<") else f'<span lang="vi">{found[0]}</span>'

    return re.sub(_IN_VIETNAMESE, told, html)


def words(html: str) -> str:
    """The words of a text that may hold tags, in one line."""
    return " ".join(_FORBIDDEN.sub("", unescape(_STRIPPER.clean(html))).split())


def safe(html: str) -> str:
    """Cleaned HTML as a part of a page: headings from h2 with ids, wide tables in a box that scrolls."""
    made = _number_headings(clean(html))
    made = _TABLE.sub(r'<div class="table-scroll" tabindex="0">\g<0>', made)
    return made.replace("</table>", "</table></div>")


def _number_headings(html: str) -> str:
    """Give headings ids from their words; h1 belongs to the page's title, so the highest here is h2."""
    used: set[str] = set()
    counts: dict[str, int] = {}  # the last number behind each name: thousands of headings may say the same
    shift = 1 if "<h1" in html else 0

    def mark(found: re.Match[str]) -> str:
        level = min(int(found[1]) + shift, 5)
        anchor = name = slug(unescape(_TAG.sub("", found[3]))) or "muc"
        count = counts.get(name, 1)
        while anchor in used or anchor in TAKEN:
            count += 1
            anchor = f"{name}-{count}"
        counts[name] = count
        used.add(anchor)
        return f'<h{level}{found[2] or ""} id="{anchor}">{found[3]}</h{level}>'

    return _HEADING.sub(mark, html)
