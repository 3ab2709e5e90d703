"""A notice on paper: as official documents are set (GB/T 9704-2012) or as our other documents.

GB/T 9704-2012: 22 lines of 28 characters of 16 pt on a page, title 22 pt in the middle, two characters of indent, the
signature at the right four characters in, the page number outside between two dashes. Its faces are commercial: a Song
face stands in for 小标宋 and 仿宋, ours for 黑体.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.papers.notices.contents import PrintedNotice
from eventmgr.tools.typesetting.front import Rule, front, sheet_of
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.house.look import USUAL
from eventmgr.tools.typesetting.lists import INDEX, Column, ListLook
from eventmgr.tools.typesetting.pages import Sheet, landscape_page
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.passages import Passage
from eventmgr.tools.typesetting.prose import indented
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, FACTS, HEADING_2, HEIGHT, WIDE, WIDTH, Style
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import on_one_line, para

OFFICIAL_LINE = HEIGHT / 22
OFFICIAL_TEXT = Style(size=16, leading=OFFICIAL_LINE, serif=True)
MARK = Style(size=34, leading=50, bold=True, serif=True, align="center", colour="seal", balanced=True)
"""Whose letter it is, in red over official documents (发文机关标志): as large as one line takes, but not under `_LEAST`."""
_LEAST = 20.0
_ROWS = 6
"""Empty lines of the form to reply."""


@dataclass(frozen=True)
class _Look:
    text: Style
    heading: Style
    title: Style


_OFFICIAL = _Look(
    OFFICIAL_TEXT,
    OFFICIAL_TEXT.but(serif=False, bold=True, keep_with_next=True),
    Style(
        size=22,
        leading=OFFICIAL_LINE * 1.2,
        bold=True,
        serif=True,
        align="center",
        before=OFFICIAL_LINE,
        after=OFFICIAL_LINE,
        balanced=True,
    ),
)
_PLAIN = _Look(BODY.but(size=11.5, leading=20), HEADING_2, HEADING_2)


def build(data: PrintedNotice, style: str, *, lang: str) -> bytes:
    """The notice as a PDF; the form to reply on a page of its own."""
    with speaking(lang):
        name = _("Notice of the event")
        is_official = style == "gbt9704"
        look = _OFFICIAL if is_official else _PLAIN
        story = list(_beginning(data, name, look) if is_official else front(data.occasion, data.title))
        if data.addressed:
            story.append(para(data.addressed, look.text))
        story += [_paragraph(one, look) for one in data.paragraphs]
        story += _signature(data, look)
        if data.columns:
            story += [*landscape_page(), *_form(data, look)]
        sheet = replace(sheet_of(data.occasion, name, lang), title=data.title)
        if is_official:
            sheet = official_sheet(sheet)
        return build_pages(story, sheet)


def official_sheet(sheet: Sheet) -> Sheet:
    """As official documents: no words at the top of pages, their number outside between dashes, no colour but red."""
    return replace(sheet, head=("", ""), foot=lambda page, _pages: f"— {page} —", is_outer=True, look=USUAL)


def _beginning(data: PrintedNotice, name: str, look: _Look) -> Iterator[Flowable]:
    if data.issuer:
        yield red_head(data.issuer)
    if data.number:
        yield para(data.number, look.text.but(align="center", before=OFFICIAL_LINE if data.issuer else 0))
    if data.issuer:
        yield Rule("seal", 1.4, before=4, after=0)
    yield para(data.title, look.title, OutlineEntry(name))


def red_head(words: str, outline: OutlineEntry | None = None) -> Flowable:
    """The mark in red over an official document, on one line as long as it can be read there."""
    style = on_one_line(words, MARK, WIDTH, least=_LEAST)
    return para(words, style.but(role="H1") if outline else style, outline)


def _paragraph(one: Passage, look: _Look) -> Flowable:
    return para(one.text, indented(look.heading if one.is_heading else look.text))


def _signature(data: PrintedNotice, look: _Look) -> Iterator[Flowable]:
    """Who signs and the day, four characters from the right edge."""
    away = 4 * look.text.size
    style = look.text.but(align="right")
    rows = [Row((para(words, style), None), line="", pad=0) for words in (*data.signed, data.day) if words]
    yield para("", look.text)
    yield Grid((WIDTH - away, away), [], rows)


def _form(data: PrintedNotice, look: _Look) -> Iterator[Flowable]:
    words = _("Reply form")
    yield para(words, _OFFICIAL.title.but(before=0, after=12), OutlineEntry(words))
    yield para(data.occasion.title, FACTS.but(size=12, leading=20, after=10))
    yield para(_("Delegation or organization (seal):"), look.text.but(size=12, leading=24, after=6))
    columns = [INDEX, *(Column(word) for word in data.columns)]
    blank = (None,) * len(columns)
    yield table(columns, [blank] * _ROWS, room=WIDE, pad=11.0, look=ListLook(boxed=True))
    yield from (para(line, look.text.but(size=12, leading=22)) for line in data.reply)
