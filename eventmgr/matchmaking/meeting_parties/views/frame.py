"""How a party's own pages are answered, and how often they may be used."""

from __future__ import annotations

from flask import Response, render_template

from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.registration.notes import Link, Own, own_tabs
from eventmgr.event.registration.queries import find_registration
from eventmgr.event.registration.views.my import private
from eventmgr.ground import clock
from eventmgr.matchmaking.meeting_parties.access import Acting
from eventmgr.tools.web.rate_limits.limits import limit

_MOST_CHANGES, _HOUR = 120, 3600


def page(template: str, acting: Acting, status: int = 200, **values: object) -> Response:
    """One of a party's pages: it extends `matchmaking/meeting_parties/own/base.html`, which needs `acting`; kept nowhere."""
    html = render_template(
        template,
        acting=acting,
        party=acting.party,
        event=acting.event,
        token=acting.token,
        tabs=_tabs(acting),
        is_past=is_over(acting.event, at=clock.now()),
        **values,
    )
    return private(html, status)


def _tabs(acting: Acting) -> list[Link]:
    """What else the representative has at the event; a liaison has pages of their own."""
    seat = acting.representative
    if seat is None:
        return []
    registration = find_registration(seat.registration_id) if seat.registration_id is not None else None
    return own_tabs(Own(acting.event, acting.token, registration, acting.party.organization_id, seat.email))


def count_change(acting: Acting) -> None:
    """Count one change on the pages of this party; call it before the work.

    Raises:
        TooMany: there were too many within an hour.
    """
    limit(f"meeting-party:{acting.party.id}", _MOST_CHANGES, _HOUR, clock.now())
