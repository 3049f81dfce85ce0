"""The letters of Vietnamese as parts of regular expressions, and the names that people have."""

from __future__ import annotations

from generator.model.text import words

_PAIRS = "ÀàÁáÂâÃãÈèÉéÊêÌìÍíÒòÓóÔôÕõÙùÚúÝýĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
UPPER = "A-Z" + _PAIRS[::2]
LOWER = "a-z" + _PAIRS[1::2]
# The family names that nearly all people in Việt Nam bear.
FAMILY_NAMES = words(
    "An Âu Bạch Bùi Cao Châu Chu Cù Diệp Doãn Dương Đàm Đào Đặng Đinh Đoàn Đỗ Đồng Giang Giáp Hà Hồ Hoàng Hồng "
    "Hứa Huỳnh Khổng Khuất Khúc Kiều La Lã Lâm Lê Lò Lục Lương Lưu Lý Mã Mai Nghiêm Ngô Nguyễn Nông Ông Phạm Phan "
    "Phó Phùng Quách Quan Quàng Tạ Tăng Thạch Thái Thân Thi Tiêu Tô Tôn Tống Trần Triệu Trịnh Trương Từ Ứng Văn "
    "Vi Viên Võ Vũ Vương"
)
# Names of places that begin like names of people.
PLACES = (
    "An Biên|An Giang|An Khê|An Phú|Cao Bằng|Cao Lãnh|Châu Á|Châu Âu|Châu Phi|Châu Thành|Đồng Hới|Đồng Nai|Đồng Tháp"
    "|Hà Đông|Hà Giang|Hà Nam|Hà Nội|Hà Tiên|Hà Tĩnh|Hồ Chí Minh|Hồ Gươm|Hồng Bàng|Hồng Kông|Hồng Ngự|La Gi|Lâm Đồng"
    "|Lê Chân|Lý Nhân|Lý Sơn|Mai Châu|Mai Sơn|Phan Rang|Phan Thiết|Quảng|Thạch Hà|Thạch Thất|Thái Bình|Thái Lan"
    "|Thái Nguyên|Thái Thụy|Từ Liêm|Từ Sơn|Văn Bàn|Văn Giang|Văn Lâm|Văn Miếu|Văn Phòng|Vũ Quang|Vũ Thư|Viên Chăn"
)
