"""The desk: scan or type, see at once, mark, undo; and who is missing. Made for a phone, works without scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.deciding.services.marking import mark_attended, possible_marks, unmark
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.features import panels_by_key
from eventmgr.ground.i18n import _, format_instant
from eventmgr.ground.text import clean_line, whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.checkin import queries, services
from eventmgr.programme.checkin.codes import looks_like_a_code
from eventmgr.programme.checkin.manage.blueprint import bp
from eventmgr.programme.checkin.manage.closing import why_closed
from eventmgr.programme.checkin.panels import BESIDE_GUESTS
from eventmgr.programme.checkin.queries import Guest
from eventmgr.programme.checkin.services import Outcome
from eventmgr.tools.taxonomy import units
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.headers import WITH_CAMERA

_NOW = timedelta(minutes=2)
"""For so long the page says “arrived now” of a mark that it has just set."""
_LONGEST = 100
_REFUSED = (Outcome.OTHER_EVENT, Outcome.VOID, Outcome.UNKNOWN)
_MARKS: dict[str, Callable[..., bool]] = {"attended": mark_attended, "unmark": unmark}


@dataclass(frozen=True)
class Group:
    """A delegation and its people who have not arrived."""

    code: str
    expected: int
    arrived: int
    missing: tuple[str, ...]


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The desk; `q` finds by name, pinyin or last four digits, `seen` shows one registration, `now` after its mark."""
    event = event_for(slug, "registrations.mark")
    q, seen = query.text("q", longest=_LONGEST), whole_number(query.text("seen"))
    guest = queries.find_guest(event.id, seen) if seen is not None else None
    return _desk(event, q=q, guest=guest, outcome=_outcome(guest) if guest else "")


@bp.route("/", methods=["POST"])
def arrive(slug: str) -> ResponseReturnValue:
    """`code`: a code marks its holder, anything else is looked for."""
    event = event_for(slug, "registrations.mark")
    typed = clean_line(request.form.get("code", "")[:_LONGEST])
    if not typed:
        return redirect(url_for(".index", slug=slug), 303)
    if not services.is_code(typed):
        if looks_like_a_code(typed):
            return _desk(event, outcome=Outcome.UNKNOWN.value, status=409)
        return redirect(url_for(".index", slug=slug, q=typed), 303)
    try:
        answer = write(lambda: services.arrive(event, typed, act=act_now()))
    except Refusal as refusal:
        return _desk(event, outcome="closed", message=refusal.message, status=refusal.status)
    if answer.outcome in _REFUSED:
        return _desk(event, outcome=answer.outcome.value, status=409)
    return _seen(slug, answer.registration_id, now=answer.outcome is Outcome.ARRIVED)


@bp.route("/<int:registration_id>/mark", methods=["POST"])
def mark(slug: str, registration_id: int) -> ResponseReturnValue:
    """`mark` is attended, or unmark, which takes it back; `q` keeps what was looked for."""
    event = event_for(slug, "registrations.mark")
    registration = get_of(event, Registration, registration_id)
    chosen = request.form.get("mark", "")
    if chosen not in _MARKS:
        raise BadValue(_("“%(value)s” is not a valid mark. Use one of the buttons.", value=chosen[:40]))
    try:
        changed = write(lambda: _MARKS[chosen](event, registration, act=act_now()))
    except Refusal as refusal:
        return _desk(event, outcome="closed", message=refusal.message, status=refusal.status)
    return _seen(slug, registration_id, now=changed and chosen == "attended")


@bp.route("/missing/")
def missing(slug: str) -> ResponseReturnValue:
    """Who holds a place and has not arrived, by delegation, staff apart; names only."""
    event = event_for(slug, "registrations.mark")
    names: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for unit, is_staff, name in queries.list_missing(event.id):
        names["" if is_staff else unit, is_staff].append(name)
    people = count_people([event.id])
    expected, attended = people["expected"].by("unit"), people["attended"].by("unit")
    codes = [code for code in (*(unit.code for unit in units()), "") if expected[code]]
    groups = [Group(code, expected[code], attended[code], tuple(names[code, False])) for code in codes]
    staff = Group("", people["staff"].number, people["staff_attended"].number, tuple(names["", True]))
    return render_template(
        "programme/checkin/manage/missing.html",
        event=event,
        groups=groups,
        staff=staff if staff.expected else None,
        closed=why_closed(event, at=clock.now()),
        **_counts(event, people),
    )


def _seen(slug: str, registration_id: int | None, *, now: bool) -> ResponseReturnValue:
    return redirect(url_for(".index", slug=slug, seen=registration_id, now=1 if now else None), 303)


def _desk(
    event: Event, *, q: str = "", guest: Guest | None = None, outcome: str, message: str = "", status: int = 200
) -> Response:
    at = clock.now()
    guests = queries.list_guests(event.id, q) if q else []
    shown = guests[: queries.MOST]
    answer = make_response(
        render_template(
            "programme/checkin/manage/index.html",
            event=event,
            q=q,
            guests=shown,
            more=len(guests) > len(shown),
            guest=guest,
            outcome=outcome,
            message=message,
            beside=panels_by_key(BESIDE_GUESTS, event, event, _holding([*shown, *([guest] if guest else [])])),
            marks={each.id: _marks(event, each, at) for each in [*shown, *([guest] if guest else [])]},
            arrived_at=lambda person: _clock_time(person.attended_at, event.timezone, at) if person.attended_at else "",
            types=types_of(event),
            closed=why_closed(event, at=at),
            adds=may(event, "registrations.edit"),
            **_counts(event, count_people([event.id])),
        ),
        status,
    )
    answer.headers["Permissions-Policy"] = WITH_CAMERA
    return answer


def _holding(guests: list[Guest]) -> list[int]:
    return [guest.id for guest in guests if guest.holds]


def _outcome(guest: Guest) -> str:
    """What to say of a registration that is shown."""
    if guest.status is Status.ATTENDED:
        fresh = query.text("now") == "1" and guest.attended_at and clock.now() - guest.attended_at < _NOW
        return Outcome.ARRIVED.value if fresh else Outcome.ALREADY.value
    return "expected" if guest.holds else Outcome.NO_PLACE.value


def _marks(event: Event, guest: Guest, at: datetime) -> list[str]:
    names = {Status.ATTENDED: "attended", Status.CONFIRMED: "unmark"}
    return [names[wanted] for wanted in possible_marks(event, guest.status, at=at) if wanted in names]


def _clock_time(value: datetime, zone: str, at: datetime) -> str:
    """Only the time for today, else with the date."""
    here = ZoneInfo(zone)
    local = value.astimezone(here)
    if local.date() == at.astimezone(here).date():
        return f"{local:%H:%M}"
    return format_instant(value, zone, year=False, weekday=False)


def _counts(event: Event, people: Cube) -> dict[str, object]:
    return {"people": people, "absent": people.missing(has_begun=clock.now() >= event.starts_at)}
