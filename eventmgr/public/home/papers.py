"""The paper that sharing tells of."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _l
from eventmgr.output.papers.look.queries import get_look
from eventmgr.public.home.facts import facts_of


def _poster(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.public.home import poster  # noqa: PLC0415 - loads ReportLab, for documents only

    facts = facts_of(event, lang, at=printing.at or clock.now())
    return poster.make(facts, get_look(event, lang), lang=lang)


PAPERS = (
    Paper(
        "poster",
        _l("Poster"),
        _l("Title, time, place and a QR code of the event's page, for notice boards."),
        _poster,
        opens=("event.read",),
    ),
)
