"""Accepted exchange papers on paper: one as part of a book, and all of an event as a book of their own. Loads
ReportLab, for documents only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable, PageBreak

from eventmgr.event.delegations.exchange_papers.queries import Submitted, list_bound
from eventmgr.event.delegations.exchange_papers.wording import writer_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.ground.i18n import _, _n, language
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.books.binding import Cover, contents_page, cover_page
from eventmgr.tools.typesetting.books.chapters import ChapterStart
from eventmgr.tools.typesetting.front import sheet_of
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.prose import passages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import HEADING, SUBTITLE
from eventmgr.tools.typesetting.text import para

_BEGINS = 240.0
"""So much room a paper needs to begin on a page."""


def bind(event: Event, *, at: datetime, fallback_fonts: Sequence[str] | None = None) -> bytes:
    """All accepted papers of the event as a PDF in the language spoken: cover, contents, the papers in official order.

    Args:
        at: as of when. fallback_fonts: None: those that whoever prints has chosen already.
    """
    if fallback_fonts is not None:
        fonts.use_fallbacks(fallback_fonts)
    occasion, name, papers = get_occasion(event, language()), _("Collected exchange papers"), list_bound(event.id)
    counted = _n("%(num)s paper", "%(num)s papers", len(papers))
    house = _(", ").join(hosts for _role, hosts in occasion.hosts)
    day = at.astimezone(ZoneInfo(event.timezone)).date()
    story: list[Flowable] = [
        *cover_page(Cover(name, counted, [occasion.title, occasion.span, occasion.place], house, day, "")),
        PageBreak(),
        *contents_page(map(title_of, papers)),
        PageBreak(),
    ]
    for number, submitted in enumerate(papers):
        story += [
            *([CondPageBreak(_BEGINS)] if number else []),
            ChapterStart(number),
            *paper_blocks(submitted, level=0),
        ]
    return build_pages(story, sheet_of(occasion, name, language(), has_cover=True))


def title_of(one: Submitted) -> str:
    """Whose paper it is and what it is called, for a list."""
    unit = get_unit(one.paper.unit_code).short(language())
    return _("%(label)s: %(value)s", label=unit, value=one.version.title)


def paper_blocks(submitted: Submitted, *, level: int) -> Iterator[Flowable]:
    """One paper: title, who wrote it, text.

    Args:
        level: of its title in the outline, from 0.
    """
    title, role = submitted.version.title, f"H{level + 1}"
    style = HEADING.but(size=15, leading=23, before=0, after=4, align="center", role=role)
    yield para(title, style, OutlineEntry(title_of(submitted), level))
    yield para(writer_of(submitted.paper.unit_code, submitted.version), SUBTITLE.but(size=11, leading=18, after=8))
    yield from passages(submitted.version.text, heading=f"H{level + 2}")
