"""The agenda on paper."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.papers.contents import Agenda
from eventmgr.output.papers.documents.programme import day_tables
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.styles import BODY
from eventmgr.tools.typesetting.text import Span, para


def build(data: Agenda, *, lang: str) -> bytes:
    """The agenda as a PDF: hosts, then a table for each day."""
    with speaking(lang):
        name = _("Agenda")
        notes = [_("Draft, not published yet")] if data.is_draft else []
        story: list[Flowable] = [*front(data.occasion, name, notes)]
        for role, hosts in data.occasion.hosts:
            story.append(para([Span(f"{role}  ", colour="ink-2"), Span(hosts)], BODY.but(after=0)))
        if data.occasion.hosts:
            story.append(para("", BODY.but(leading=8)))
        story += day_tables(data.days, level=0)
        if not data.days:
            story.append(para(_("The agenda is empty."), BODY))
        return build_pages(story, sheet_of(data.occasion, name, lang))
