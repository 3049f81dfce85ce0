"""The Word template of reports: laid out as decree 30/2020/NĐ-CP asks of a report, for an office to change.

Words in {{ }} and {% %} are filled by docxtpl; `r` is the report (`generator.desk.report.contents.Report`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

_FONT = "Times New Roman"
_GAP = "{% if row.gap %}⚠ {% endif %}"


def default_template() -> bytes:
    """A template that fits every duty."""
    word = Document()
    _set_up(word)
    _letterhead(word)
    _line(word, "BÁO CÁO", bold=True, align=ALIGN.CENTER, size=14)
    _line(word, "Công tác truyền thông {{ r.period }}", bold=True, align=ALIGN.CENTER, size=14)
    _line(word, "Kính gửi: {{ r.recipient }}", align=ALIGN.CENTER)
    _line(
        word,
        "{% if r.document %}Căn cứ {{ r.document }}, {% endif %}{{ r.sender }} báo cáo công tác truyền thông từ "
        "{{ r.start }} đến {{ r.end }}{% if r.due %} (nộp trước ngày {{ r.due }}){% endif %} như sau:",
    )
    _line(word, "I. KẾT QUẢ SO VỚI CHỈ TIÊU", bold=True)
    _table(word, ("Số", "Chỉ tiêu", "Cần đạt", "Kết quả", "Lấy từ"), "r.targets",
           ("number", "name", "goal", f"{_GAP}@value", "trace"), (1, 6, 2.5, 3.5, 3.5))  # fmt: skip
    _line(word, "II. BÀI VIẾT VÀ HOẠT ĐỘNG", bold=True)
    for heading, rows in (("Tháng", "r.months"), ("Chương trình", "r.programmes"), ("Dành cho", "r.audiences")):
        _table(word, (heading, "Số bài", "Số hoạt động"), rows, ("name", "articles", "activities"), (9.5, 3.5, 3.5))
    _line(word, "III. ĐIỀU CẦN XEM TRƯỚC KHI KÝ", bold=True)
    _line(word, "{%p for note in r.notes %}")
    _line(word, "- {{ note }}")
    _line(word, "{%p endfor %}")
    _line(word, "Khó khăn, kiến nghị: ……")
    _signature(word)
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _line(word, "PHỤ LỤC 1. BÀI ĐÃ ĐĂNG TRÊN {{ r.site }}", bold=True)
    _table(word, ("Số", "Ngày", "Bài", "Chương trình", "Địa chỉ"), "r.articles",
           ("number", "date", "title", "programmes", "url"), (1, 2.2, 5, 3.8, 4.5))  # fmt: skip
    _line(word, "PHỤ LỤC 2. HOẠT ĐỘNG KHÁC", bold=True)
    _table(word, ("Số", "Ngày", "Hoạt động", "Dành cho", "Lần", "Người", "Lấy từ"), "r.activities",
           ("number", "date", "kind@: @title", "audiences", "times", "people", "source"),
           (1, 2.2, 4.8, 2.8, 1.2, 1.8, 2.7))  # fmt: skip
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _set_up(word: Word) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(1.5), Cm(2), Cm(2)


def _letterhead(word: Word) -> None:
    left, right = word.add_table(1, 2).rows[0].cells
    _into(left, ("{{ r.sender | upper }}", True), ("Số: ……/BC-……", False))
    _into(right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True), ("Độc lập - Tự do - Hạnh phúc", True),
          ("………, ngày {{ r.made }}", False))  # fmt: skip


def _signature(word: Word) -> None:
    left, right = word.add_table(1, 2).rows[0].cells
    _into(left, ("Nơi nhận:", True), ("- {{ r.recipient }};", False), ("- Lưu: VT.", False), align=ALIGN.LEFT)
    _into(right, ("THỦ TRƯỞNG ĐƠN VỊ", True), ("(Ký, ghi rõ họ tên)", False))


def _into(cell: _Cell, *lines: tuple[str, bool], align: ALIGN = ALIGN.CENTER) -> None:
    for number, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _write(paragraph, text, bold=bold, align=align, size=12)


def _line(word: Word, text: str, *, bold: bool = False, align: ALIGN = ALIGN.LEFT, size: int = 13) -> None:
    _write(word.add_paragraph(), text, bold=bold, align=align, size=size)


def _write(paragraph: Paragraph, text: str, *, bold: bool, align: ALIGN, size: int) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(4)


def _table(word: Word, headings: Sequence[str], rows: str, fields: Sequence[str], widths: Sequence[float]) -> None:
    """A table with a row for each of `rows`; in a field, `@` goes before the name of a value."""
    table = word.add_table(1, len(headings), style="Table Grid")
    table.autofit = False
    _row(table.rows[0].cells, headings, widths, bold=True)
    _row(table.add_row().cells, (f"{{%tr for row in {rows} %}}", *[""] * (len(headings) - 1)), widths)
    _row(table.add_row().cells, [_value(each) for each in fields], widths)
    _row(table.add_row().cells, ("{%tr endfor %}", *[""] * (len(headings) - 1)), widths)
    word.add_paragraph()


def _row(cells: Sequence[_Cell], texts: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> None:
    for cell, text, width in zip(cells, texts, widths, strict=True):
        cell.width = Cm(width)
        _write(cell.paragraphs[0], text, bold=bold, align=ALIGN.LEFT, size=11)


def _value(field: str) -> str:
    """A field as docxtpl fills it: `name`, or words with values such as `kind@: @title`."""
    if "@" not in field:
        return f"{{{{ row.{field} }}}}"
    first, *others = field.split("@")
    begin = first if first.startswith("{") or not first else f"{{{{ row.{first} }}}}"
    return begin + "".join(f"{{{{ row.{each} }}}}" if each.isidentifier() else each for each in others)
