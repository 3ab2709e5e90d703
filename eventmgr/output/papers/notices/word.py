"""A notice to be edited further: set as official documents are (GB/T 9704-2012), or plainly."""

from __future__ import annotations

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.papers.notices.contents import PrintedNotice
from eventmgr.output.papers.word.page import Page

_ROWS = 6
"""Empty lines of the form to reply."""


def build(data: PrintedNotice, style: str, *, lang: str) -> bytes:
    """The notice as a Word file; the form to reply on a page of its own."""
    with speaking(lang):
        size, leading = (16.0, 28.9) if style == "gbt9704" else (12.0, 20.0)
        page = Page(title=data.title, author=data.occasion.author, lang=lang, size=size, leading=leading)
        if data.issuer or data.number:
            page.red_head(data.issuer, data.number)
        page.title(data.title)
        if data.addressed:
            page.paragraph(data.addressed, indented=False)
        for paragraph in data.paragraphs:
            if paragraph.is_heading:
                page.heading(paragraph.text)
            else:
                page.paragraph(paragraph.text)
        page.keep_with_next()
        page.paragraph("")
        for words in (*data.signed, data.day):
            if words:
                page.keep_with_next()
                page.paragraph(words, align="right")
        page.page_numbers()
        if data.columns:
            _form(page, data)
        return page.content()


def _form(page: Page, data: PrintedNotice) -> None:
    page.new_page()
    page.title(_("Reply form"))
    page.paragraph(data.occasion.title, align="center")
    page.paragraph(_("Delegation or organization (seal):"), indented=False)
    heads = (_("No."), *data.columns)
    first = 0.07
    shares = (first, *[(1 - first) / len(data.columns)] * len(data.columns))
    rows = [(str(number), *("" for _column in data.columns)) for number in range(1, _ROWS + 1)]
    page.table(heads, rows, shares, height=11)
    for line in data.reply:
        page.paragraph(line, indented=False)
