"""A Word file in the manner of official documents: A4 with the margins of GB/T 9704-2012, faces that offices have,
headings that make an outline, tables whose heads repeat."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

_LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
_FACES = {"text": ("Times New Roman", "仿宋"), "heading": ("Arial", "黑体"), "title": ("Times New Roman", "宋体")}
"""Latin and Chinese faces, as offices have them."""
_RED = RGBColor(0xC0, 0x1C, 0x1C)
_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_MANY = 5
"""Heads of more columns are set smaller."""
_SHORT = 30
"""Characters of a name that stands in the largest type."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""No document says when it was made: the same data is the same text."""


class Page:
    """A document that grows from the top.

    Args:
        size: of the text, in points; leading: exact distance of its lines.
    """

    def __init__(self, *, title: str, author: str, lang: str, size: float = 12, leading: float = 20) -> None:
        self.lang, self.size, self._begins = lang, size, False
        self._file = docx.Document()
        section = self._file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(33)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        self._width = 156.0
        for name, face, points, bold in (
            ("Normal", "text", size, False),
            ("Title", "title", 22, True),
            ("Heading 1", "heading", size + 2, True),
            ("Heading 2", "heading", size, True),
        ):
            self._set_style(name, face, points, leading, bold=bold)
        self._describe(title, author)

    def title(self, text: str) -> None:
        """The title of the document, in the middle."""
        self._begun(self._file.add_paragraph(text, style="Title")).alignment = _ALIGN["center"]

    def red_head(self, issuer: str, number: str) -> None:
        """Whose letter it is in red, its number, a red line (GB/T 9704-2012, 7.2)."""
        if issuer:
            run = self._paragraph("center").add_run(issuer)
            size = 30 if len(issuer) <= _SHORT else 22
            _dress(run, "title", size, colour=_RED, bold=True)
            self._file.paragraphs[-1].paragraph_format.line_spacing = Pt(size * 1.45)
        line = self._paragraph("center")
        if number:
            line.add_run(number)
        if issuer:
            _underline(line)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading of the outline."""
        self._begun(self._file.add_paragraph(text, style=f"Heading {level}"))

    def paragraph(self, text: str, *, align: str = "left", indented: bool | None = None, bold: bool = False) -> None:
        """A paragraph; in Chinese two characters in, unless `indented` says otherwise."""
        paragraph = self._paragraph(align)
        paragraph.add_run(text).bold = bold or None
        if (self.lang == "zh" and align == "left") if indented is None else indented:
            paragraph.paragraph_format.first_line_indent = Pt(2 * self.size)
        if align == "right":
            paragraph.paragraph_format.right_indent = Pt(4 * self.size)

    def keep_with_next(self) -> None:
        """The last paragraph stands on one page with what follows: a signature never stands alone."""
        self._file.paragraphs[-1].paragraph_format.keep_with_next = True

    def note(self, text: str) -> None:
        """What is counted, in smaller letters."""
        if text:
            paragraph = self._paragraph("left")
            paragraph.paragraph_format.line_spacing = Pt(13)
            paragraph.paragraph_format.space_after = Pt(6)
            _dress(paragraph.add_run(text), "text", 9, colour=RGBColor(0x55, 0x5B, 0x61))

    def new_page(self) -> None:
        """The paragraph that follows begins a page. No paragraph of its own breaks it, which would leave an empty page
        where the one before is full."""
        self._begins = True

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        *,
        numbers: Sequence[int] = (),
        height: float = 0,
    ) -> None:
        """A table over the whole width, whose head repeats on every page.

        Args:
            shares: of the width, for each column; numbers: columns that are set to the right; height: of a row at
            least, in mm.
        """
        if self._file.paragraphs:
            self._file.paragraphs[-1].paragraph_format.space_after = Pt(6)
        made = self._file.add_table(rows=0, cols=len(shares), style="Table Grid")
        made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for column, share in zip(made.columns, shares, strict=True):
            column.width = Mm(self._width * share)
        for line in ([heads] if heads else []) + list(rows):
            row = made.add_row()
            if height:
                row.height = Mm(height)
            for column, (cell, text, share) in enumerate(zip(row.cells, line, shares, strict=True)):
                cell.width = Mm(self._width * share)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
                paragraph.alignment = _ALIGN["right" if column in numbers else "left"]
                is_head = bool(heads) and line is heads
                narrow = 7.5 if self.lang == "en" else 8.5
                size = narrow if is_head and len(shares) > _MANY else 10.5
                _dress(paragraph.add_run(text), "text", size, bold=is_head)
        if heads:
            _repeat(made.rows[0])
        self._file.add_paragraph()

    def picture(self, png: bytes, alt: str, *, share: float = 1.0) -> None:
        """A picture over that share of the width, with what it shows in words."""
        shape = self._file.add_picture(io.BytesIO(png), width=Mm(self._width * share))
        paragraph = self._file.paragraphs[-1]
        paragraph.alignment = _ALIGN["center"]
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        shape._inline.docPr.set("descr", alt)  # noqa: SLF001  # the library has no words for pictures

    def page_numbers(self) -> None:
        """The number of each page in the middle of its foot, between two dashes."""
        paragraph = self._file.sections[0].footer.paragraphs[0]
        paragraph.alignment = _ALIGN["center"]
        paragraph.add_run("— ")
        _field(paragraph.add_run(), "PAGE")
        paragraph.add_run(" —")

    def content(self) -> bytes:
        """The document as the bytes of a `.docx` file."""
        out = io.BytesIO()
        self._file.save(out)
        return out.getvalue()

    def _paragraph(self, align: str) -> Any:
        paragraph = self._begun(self._file.add_paragraph())
        paragraph.alignment = _ALIGN[align]
        return paragraph

    def _begun(self, paragraph: Any) -> Any:
        if self._begins:
            paragraph.paragraph_format.page_break_before, self._begins = True, False
        return paragraph

    def _set_style(self, name: str, face: str, size: float, leading: float, *, bold: bool) -> None:
        style = self._file.styles[name]
        _dress(style, face, size, colour=RGBColor(0, 0, 0), bold=bold)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after = Pt(0), Pt(0)
        spacing.line_spacing = Pt(max(leading, size * 1.4))
        if name == "Title":
            spacing.space_before = spacing.space_after = Pt(leading)
            for border in style.element.pPr.findall(qn("w:pBdr")):
                style.element.pPr.remove(border)
        if name == "Normal":
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), _LANGUAGES["en" if self.lang == "en" else "zh"])
            language.set(qn("w:eastAsia"), _LANGUAGES["zh"])
            style.element.rPr.append(language)

    def _describe(self, title: str, author: str) -> None:
        about = self._file.core_properties
        about.title, about.author, about.comments = title[:255], author[:255], ""
        about.language = _LANGUAGES[self.lang]
        about.created = about.modified = _EPOCH


def _dress(target: Any, face: str, size: float, *, colour: Any = None, bold: bool = False) -> None:
    """Face, size and colour of a run or a style."""
    latin, chinese = _FACES[face]
    target.font.name, target.font.size, target.font.bold = latin, Pt(size), bold
    if colour is not None:
        target.font.color.rgb = colour
    faces = target.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)
    faces.set(qn("w:eastAsia"), chinese)


def _underline(paragraph: Any) -> None:
    """A red line below the paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", str(_RED))):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph.paragraph_format.element.get_or_add_pPr().append(borders)


def _repeat(row: Any) -> None:
    """The row stands at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # the library has no word for it


def _field(run: Any, instruction: str) -> None:
    """A field that the program which opens the file fills in."""
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001  # the library has no fields
