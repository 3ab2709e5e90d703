"""The bound exchange papers among the papers of an event."""

from __future__ import annotations

from eventmgr.event.delegations.exchange_papers.queries import count_bound
from eventmgr.event.delegations.panels import READ
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _, _l


def lacks_papers(event: Event) -> str:
    """Why there is nothing to bind yet, in words; empty: there is."""
    return "" if count_bound(event.id) else _("No exchange paper has been accepted yet.")


def _bound(event: Event, _lang: str, printing: Printing) -> bytes:
    from eventmgr.event.delegations.exchange_papers.binding import bind  # noqa: PLC0415 - loads ReportLab, for documents only

    return bind(event, at=printing.at or clock.now())


PAPERS = (
    Paper(
        "exchange-papers",
        _l("Collected exchange papers"),
        _l("What the delegations tell each other in writing, as far as it was accepted, in one book."),
        _bound,
        opens=(READ,),
        lacks=lacks_papers,
    ),
)
