"""What requests show on pages of registrations and of the event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import render_template, url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.i18n import _n
from eventmgr.office.data_requests import queries
from eventmgr.office.data_requests.labels import EFFECTS
from eventmgr.office.data_requests.manage import ANSWER


def own(registration: Registration, token: str) -> str | None:
    """On the person's own page: what was asked, until when it is answered, the answers, and the way to ask."""
    return render_template(
        "office/data_requests/_own.html",
        registration=registration,
        token=token,
        requests=queries.list_own(registration.id),
        effects=EFFECTS,
    )


def of_registration(registration: Registration) -> str | None:
    """On the organizers' page: that the data is restricted and why, and what else was asked, as far as they may read
    it."""
    answers = may(registration.event, ANSWER) and registration.forgotten_at is None
    requests = queries.list_own(registration.id) if answers else []
    if not (answers or registration.restricted_at or registration.objected_at):
        return None
    return render_template(
        "office/data_requests/_of_registration.html",
        registration=registration,
        event=registration.event,
        requests=requests,
        answers=answers,
    )


def open_work(event: Event) -> list[OpenWork]:
    """Requests that nobody has answered, the overdue ones apart and first; for those who may answer."""
    if not may(event, ANSWER):
        return []
    waiting, overdue = queries.count_open(event.id, at=clock.now())
    address = url_for("data_requests_manage.index", slug=event.slug)
    late = _n(
        "%(num)s request about personal information is overdue",
        "%(num)s requests about personal information are overdue",
        overdue,
    )
    still = _n(
        "%(num)s request about personal information awaits an answer",
        "%(num)s requests about personal information await an answer",
        waiting,
    )
    entries = []
    if overdue:
        entries.append(OpenWork(late, f"{address}?state=overdue", ANSWER, figure="overdue_requests", is_overdue=True))
    if waiting:
        entries.append(OpenWork(still, f"{address}?state=open", ANSWER, figure="open_requests"))
    return entries


def work_of_events(events: Sequence[Event]) -> dict[int, OpenWork]:
    """Event → requests that nobody has answered."""
    counts = queries.count_open_of_events([event.id for event in events])
    return {
        event.id: OpenWork(
            _n("%(num)s information request", "%(num)s information requests", counts[event.id]),
            url_for("data_requests_manage.index", slug=event.slug, state="open"),
            ANSWER,
            figure="open_requests",
        )
        for event in events
        if event.id in counts
    }


def held_of(registration_id: int) -> list[dict[str, str | datetime]]:
    """What was asked and answered, for the person's own copy."""
    return [
        {
            "kind": str(data_request.kind.label),
            "text": data_request.text,
            "asked_at": data_request.asked_at,
            "state": str(data_request.state.label),
            "answer": data_request.answer,
            "answered_at": data_request.answered_at or "",
        }
        for data_request in reversed(queries.list_own(registration_id))
    ]
