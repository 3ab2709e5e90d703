"""Sign-in sheets (签到表): who is expected, by delegation, with columns to be filled in by hand."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable, PageBreak

from eventmgr.ground.i18n import _, _n, language, speaking
from eventmgr.output.reports.contents import Attendee, Delegation
from eventmgr.output.reports.documents.front import front
from eventmgr.output.reports.documents.sheet import sheet_of
from eventmgr.output.reports.on_site.contents import SignIn
from eventmgr.tools.typesetting.grid import Grid, Row, in_company
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, CELL, CELL_NUMBER, COLUMN, COLUMN_NUMBER, FACTS, GROUP, WIDE, WIDTH
from eventmgr.tools.typesetting.text import Span, TextBlock, para

_NUMBER, _NAME = 28.0, {"zh": 66.0, "en": 100.0}
_BLANK, _LEAST = 72.0, 120.0
_PAD = 8.0
"""Points above and below a line: room for a signature."""
_MOST_UPRIGHT = 3
"""With more blank columns the sheet lies on its side."""


def build(data: SignIn, *, lang: str) -> bytes:
    """The sheet as a PDF: a table for each delegation, for guests and for staff."""
    with speaking(lang):
        name = _("Sign-in sheet")
        story: list[Flowable] = [*front(data.roster.occasion, name)]
        where = " · ".join(part for part in (data.when, data.place) if part)
        story += [
            para(words, style) for words, style in ((data.what, GROUP.but(align="center")), (where, FACTS)) if words
        ]
        story.append(para("", BODY.but(leading=6)))
        is_wide = len(data.blanks) > _MOST_UPRIGHT
        first = 1
        for number, part in enumerate(data.roster.delegations):
            if number and data.apart:
                story.append(PageBreak())
            story.append(_table(part, 1 if part.is_staff else first, data.blanks, WIDE if is_wide else WIDTH))
            first += len(part.people)
        if not data.roster.delegations:
            story.append(para(_("Nobody is confirmed yet."), BODY))
        return build_pages(story, sheet_of(data.roster.occasion, name, lang, is_wide=is_wide))


def _table(part: Delegation, first: int, blanks: tuple[str, ...], room: float) -> Grid:
    widths = [_NUMBER, _NAME[language()]]
    blank = min(_BLANK, (room - sum(widths) - _LEAST) / max(len(blanks), 1))
    widths += [room - sum(widths) - blank * len(blanks), *[blank] * len(blanks)]
    people = _n("%(num)s person", "%(num)s people", len(part.people))
    title = [Span(part.name), Span(f"  {people}", bold=False, colour="ink-2")]
    words = [_("Name"), _("Organization and position"), *blanks]
    head = [
        Row((para(title, GROUP),), line="accent", wide=True, outline=OutlineEntry(part.name, 0)),
        Row((para(_("No."), COLUMN_NUMBER), *(para(word, COLUMN) for word in words)), fill="wash"),
    ]
    number = len(part.people)
    rows = (
        Row(tuple(_cells(one, first + i, len(blanks))), pad=_PAD, keep=in_company(i, number))
        for i, one in enumerate(part.people)
    )
    return Grid(widths, head, rows, after=14, boxed=True)


def _cells(one: Attendee, number: int, blanks: int) -> Iterator[TextBlock | None]:
    yield para(str(number), CELL_NUMBER.but(colour="ink-2"))
    yield para(named(one.name, one.latin), CELL.but(bold=True))
    yield para("\n".join(part for part in (one.organization, one.title) if part), CELL.but(size=9, leading=12.5))
    yield from (None for _blank in range(blanks))
