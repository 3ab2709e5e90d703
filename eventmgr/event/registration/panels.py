"""What registration shows on pages of the event: places and the way to register, numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from flask import g, render_template, url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.derived.opening import OVER, closing_instant, free_places
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.panels import Look, OpenWork
from eventmgr.event.forms.limits import Option, full_options, limits_of
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import for_participants
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.queries import count_by_status, count_holding_by_unit
from eventmgr.event.registration.access import reader_of, rows_of
from eventmgr.event.registration.asking.admission import check_open
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.event.registration.counting.queries import count_answers, count_chosen, count_people
from eventmgr.event.registration.errors import InvitationNeeded
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.notes import Link, Own
from eventmgr.event.registration.office_list.queries import count_flags, count_todo_of_events, list_untold
from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n, language
from eventmgr.tools.messages.composing import absolute_url

_DECIDES = "registrations.edit"


def answers(event: Event, asked: Collection[Option]) -> Mapping[Option, int]:
    """How many registrations, withdrawn and declined ones too, hold each of these answers."""
    return count_answers(event.id, asked)


def own_tabs(own: Own) -> list[Link]:
    """The page of their registration."""
    if own.registration is None:
        return []
    return [Link(_("My registration"), url_for("registration.show", token=my_token(own.registration)))]


def preview(event: Event) -> str:
    """The address of the form as participants see it."""
    return url_for("registration_manage.preview", slug=event.slug)


def people_seen(event_id: int) -> Cube:
    """The people of an event, counted once a page however many panels want it; never behind a lock."""
    if "people_seen" not in g:
        g.people_seen = {}
    if event_id not in g.people_seen:
        g.people_seen[event_id] = count_people([event_id])
    people: Cube = g.people_seen[event_id]
    return people


def card(event: Event) -> str | None:
    """Places taken and left, the closing instant, for whom it is and what it costs, and the buttons."""
    told = _card(event)
    asked = for_participants(list_questions(event.id)) if told["joins"] else []
    full = full_options(asked, count_chosen(event.id, limits_of(asked)), language())
    return render_template("event/registration/_card.html", **told, full=full)


def button(event: Event) -> str | None:
    """The state and the button once more; nothing where there is no button."""
    told = _card(event)
    return render_template("event/registration/_bar.html", **told) if told["joins"] else None


def _places(event_id: int) -> tuple[int, int]:
    """(held, offered to people of the waiting list), asked once for all panels of a page."""
    known: dict[int, tuple[int, int]] = g.setdefault("places", {})
    if event_id not in known:
        counts = count_by_status(event_id)
        known[event_id] = sum(counts[status] for status in HOLDING), counts[Status.OFFERED]
    return known[event_id]


def _card(event: Event) -> dict[str, object]:
    taken, offered = _places(event.id)
    left = free_places(event.capacity, taken + offered)
    try:
        check_open(event, at=clock.now(), by_hand=event.status is EventStatus.DRAFT)
    except Refusal as refusal:
        closed, needs_invitation = str(refusal), isinstance(refusal, InvitationNeeded)
    else:
        closed, needs_invitation = "", False
    return {
        "event": event,
        "taken": taken,
        "offered": offered,
        "left": left,
        "closed": closed,
        "needs_invitation": needs_invitation,
        "closes_at": closing_instant(event),
        "is_over": event.status in OVER,
        "joins": not closed and (left != 0 or event.has_waiting_list),
    }


def last_look(event: Event) -> Look | None:
    """How many people hear of the publication: from a draft those who hold a place, else all who are registered."""
    key = "taken" if event.status is EventStatus.DRAFT else "standing"
    number = people_seen(event.id)[key].number
    text = _n(
        "%(num)s person is affected; you see the e-mail before it is sent",
        "%(num)s people are affected; you see the e-mail before it is sent",
        number,
    )
    if not number:
        return Look(_("E-mails"), _("nobody is registered yet, so no e-mails are sent"))
    return Look(_("E-mails"), text, figure=key, rows=rows_of(event, key))


def offers(event: Event) -> dict[str, object]:
    """The way to register while it is open, and places as the card shows them."""
    left = free_places(event.capacity, sum(_places(event.id)))
    places: dict[str, object] = {} if event.capacity is None else {"maximumAttendeeCapacity": event.capacity}
    if left is not None:
        places["remainingAttendeeCapacity"] = left
    try:
        check_open(event, at=clock.now(), by_hand=event.status is EventStatus.DRAFT)
    except Refusal:
        return places
    is_full = left == 0
    offer = {
        "@type": "Offer",
        "url": absolute_url("registration.register", slug=event.slug),
        "availability": f"https://schema.org/{'SoldOut' if is_full else 'InStock'}",
        "validThrough": closing_instant(event).isoformat(timespec="minutes"),
    }
    return {**places, "offers": offer}


def numbers(event: Event) -> str | None:
    """The counts of every state for the organizers' overview, and who is to be phoned."""
    people = people_seen(event.id)
    taken, offered = people["taken"].number, people["offered"].number
    edits = may(event, "registrations.edit")
    return render_template(
        "event/registration/manage/_numbers.html",
        event=event,
        people=people,
        left=free_places(event.capacity, taken + offered),
        untold=list_untold(event.id) if edits else None,
    )


def open_work(event: Event) -> list[OpenWork]:
    """Registrations that await review, changes that are asked for, registrations that may be the same person twice or
    were changed after the deadline (for those who may see that), and the waiting list, which moves by itself."""
    people = people_seen(event.id)
    pending, waiting = people["pending"].number, people["waitlisted"].number
    seen = people and reader_of(event)("todo")
    twice, late, requested = count_flags(event.id) if seen else (0, 0, 0)
    entries = [
        (
            pending,
            _n("%(num)s registration awaits review", "%(num)s registrations await review", pending),
            "pending",
            _DECIDES,
        ),
        (requested, _n("%(num)s change requested", "%(num)s changes requested", requested), "requested", _DECIDES),
        (twice, _n("%(num)s possible duplicate", "%(num)s possible duplicates", twice), "twice", _DECIDES),
        (late, _n("%(num)s changed after the deadline", "%(num)s changed after the deadline", late), "late", _DECIDES),
        (waiting, _n("%(num)s on the waiting list", "%(num)s on the waiting list", waiting), "waitlisted", ""),
    ]
    return [
        OpenWork(label, rows_of(event, key), permission, figure=key)
        for number, label, key, permission in entries
        if number
    ]


def at_hand(event: Event) -> list[tuple[str, str]]:
    """Deciding about those who wait, and phoning those whom no e-mail reaches."""
    if not may(event, _DECIDES):
        return []
    phone_list = url_for("registration_manage.phone_list", slug=event.slug)
    return [(_("Review"), rows_of(event, "pending")), (_("Phone"), phone_list)]


def places_of_events(events: Sequence[Event]) -> dict[int, int]:
    """Number of an event → places taken."""
    taken = count_people([event.id for event in events], ("event", "role"))["taken"].by("event")
    return {int(number): count for number, count in taken.items()}


def work_of_events(events: Sequence[Event]) -> dict[int, OpenWork]:
    """Event → registrations that await a decision or a look."""
    counts = count_todo_of_events([event.id for event in events])
    return {
        event.id: OpenWork(
            _n("%(num)s registration to look at", "%(num)s registrations to look at", counts[event.id]),
            rows_of(event, "todo"),
            _DECIDES,
            figure="todo",
        )
        for event in events
        if event.id in counts
    }


def invitation_page(token: str) -> str:
    """The address of the page on which an invitation is used."""
    return absolute_url("registration.invited", token=token)


def places_by_unit(event: Event) -> dict[str, int]:
    """Delegation unit → places that it holds."""
    return count_holding_by_unit(event.id)


def rows_of_unit(event: Event, code: str) -> str:
    """Who holds places of a delegation, in the organizers' list."""
    return rows_of(event, "taken", unit=code)
