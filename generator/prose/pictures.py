"""What pictures say of themselves: words that stand for them, people to be seen, whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.article import Article, Image
from generator.model.mark import Mark
from generator.model.record import Record

_FILE = re.compile(
    r"[\w .-]{1,120}\.(?:jpe?g|png|webp|avif|svg|gif|heic)|(?:img|dsc|image|photo|screenshot|zalo)[\w -]{0,40}", re.I
)
_NOTHING = frozenset(
    {"ảnh", "hình", "hình ảnh", "bức ảnh", "ảnh minh họa", "ảnh minh hoạ", "minh họa", "minh hoạ", "photo", "image"}
)
_DRAWN = ".svg"
_PEOPLE = re.compile(
    r"(?<!\w)(?:người(?! máy)|chị|em bé|bé gái|bé trai|trẻ em|trẻ nhỏ|các em|các cháu|phụ nữ|đàn ông|nam giới"
    r"|thanh niên|học sinh|sinh viên|công nhân|cán bộ|nhân viên|bác sĩ|y tá|điều dưỡng|y sĩ|tư vấn viên"
    r"|tình nguyện viên|gia đình|mẹ|vợ chồng|bạn trẻ|đại biểu|thầy cô|cặp đôi|chân dung|khuôn mặt|gương mặt"
    r"|đám đông|nhóm bạn|mọi người)(?!\w)"
)


def pictures_of(record: Record) -> Iterator[Mark]:
    """What is to be looked at in the picture of an article."""
    if not isinstance(record, Article) or record.image is None:
        return
    image = record.image
    at = record.origin.at("image", "alt")
    if image.alt.strip(" .").lower() in _NOTHING or _FILE.fullmatch(image.alt.strip()):
        yield Mark("A003", at, image.alt)
    if shows_people(image) and not image.consent:
        yield Mark("Q005", at, image.alt)
    if not image.licence and not record.taken:
        yield Mark("A004", record.origin.at("image", "credit"), image.credit)


def shows_people(image: Image) -> bool:
    """Whether people are to be seen in a picture, as the words that stand for it tell; drawings show nobody."""
    return not image.file.endswith(_DRAWN) and _PEOPLE.search(image.alt.lower()) is not None
