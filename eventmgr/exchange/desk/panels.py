"""What the desk shows on pages of other rooms, and a place on its own that rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from eventmgr.event.events.models import PUBLIC, Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.exchange.desk import queries
from eventmgr.exchange.desk.models import DeskRequest
from eventmgr.exchange.desk.switch import EVENT_DESK
from eventmgr.exchange.desk.whose import ANSWER, Own, Whose
from eventmgr.ground import clock
from eventmgr.ground.features import Panel, is_on, offered
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import find_editor, signed_in
from eventmgr.identity.accounts.models import User
from eventmgr.tools.web.sitemap import Addresses


@dataclass(frozen=True)
class FittingExpert:
    """Somebody who agreed to be asked and to whom a request can be handed.

    Attributes:
        key: told apart by it. words: what they show of themselves, in a line.
    """

    key: str
    name: str
    email: str
    words: str


FITTING_EXPERTS = Panel[Callable[[DeskRequest], Sequence[FittingExpert]]]("experts who fit a request to the desk")


def fitting_experts(request: DeskRequest) -> list[FittingExpert]:
    """Those whom rooms upstairs know, who fit best first."""
    return [expert for answer in offered(FITTING_EXPERTS) for expert in answer(request)]


def contact() -> tuple[str, str, str]:
    """The desk, on the page of contacts."""
    words = _("Questions about land, plants, companies, policies and technology are answered by the consultation desk.")
    return _("Consultation desk"), url_for("desk.index"), words


def open_work() -> list[OpenWork]:
    """Requests that wait for whoever is signed in, the late ones apart and first."""
    editor = find_editor()
    if editor is None:
        return []
    user, own = editor
    return _work(user, Whose(own) if own else None, url_for("desk_manage.index"))


def work_of_event(event: Event) -> list[OpenWork]:
    """The same of the requests to the event's desk, for those of its team who answer."""
    user = signed_in()
    return (
        _work(user, Whose(event_id=event.id), url_for("desk_event_manage.index", slug=event.slug), ANSWER)
        if user
        else []
    )


def late_of_events(events: Sequence[Event]) -> dict[int, OpenWork]:
    """Event → what is late at its desk."""
    counts = queries.count_late_of_events([event.id for event in events if is_on(EVENT_DESK, event)], at=clock.now())
    return {
        event.id: OpenWork(
            _n("%(num)s request to the desk is overdue", "%(num)s requests to the desk are overdue", counts[event.id]),
            url_for("desk_event_manage.index", slug=event.slug, state="late"),
            ANSWER,
            figure="desk_late",
            is_overdue=True,
        )
        for event in events
        if event.id in counts
    }


def way_to_desk(event: Event) -> str | None:
    """On the public page of an event: where it is asked, and when somebody is in."""
    if event.status not in PUBLIC:
        return None
    desk = queries.find_desk(Whose(event_id=event.id))
    return render_template("exchange/desk/_on_event.html", event=event, desk=desk)


def _work(user: User, own: Own, address: str, permission: str = "") -> list[OpenWork]:
    waiting, late = queries.count_open(user, own=own, at=clock.now())
    entries = []
    if late:
        text = _n("%(num)s request to the desk is overdue", "%(num)s requests to the desk are overdue", late)
        entries.append(OpenWork(text, f"{address}?state=late", permission, figure="desk_late", is_overdue=True))
    if waiting:
        text = _n(
            "%(num)s request to the desk awaits an answer", "%(num)s requests to the desk await an answer", waiting
        )
        entries.append(OpenWork(text, f"{address}?state=open", permission, figure="desk_open"))
    return entries


def addresses() -> Sequence[Addresses]:
    """Its pages for search engines; whether events have desks is asked each time."""
    return (Addresses("answers", "desk.answer", queries.list_addresses()),)
