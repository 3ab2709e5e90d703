"""What check-in shows on the organizers' overview of an event and over their list of registrations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_event_numbered
from eventmgr.event.registration.notes import Link
from eventmgr.ground.features import Panel, offered
from eventmgr.ground.i18n import _, localized
from eventmgr.programme.checkin.acts.kinds import ListKind
from eventmgr.programme.checkin.queries.keeping import list_acts_about

BESIDE_GUESTS: Panel[Callable[[Event, Sequence[int]], Mapping[int, str]]] = Panel("check-in: beside guests")
"""What rooms upstairs offer for guests of an event who hold a place, by the numbers of their registrations: HTML for
each."""


@dataclass(frozen=True)
class Unprinted:
    """Who is here without a badge that was printed for them: how many, and the first of them."""

    number: int
    first: Sequence[tuple[int, str, str]]
    """(registration, name, unit)."""


UNPRINTED: Panel[Callable[[int], Unprinted]] = Panel("check-in: not printed yet")
"""Event → who is here and has no badge; empty where none was ever printed."""

EXPECTED: Panel[Callable[[int], Mapping[int, frozenset[int]]]] = Panel("check-in: expected")
"""Event → number of a list → registrations that are expected on it; of lists of which nobody says it everybody is."""


def unprinted(event_id: int) -> Unprinted:
    """Who is here and has no badge, as the room that prints badges tells."""
    return next((tell(event_id) for tell in offered(UNPRINTED, get_event_numbered(event_id))), Unprinted(0, ()))


def expected_lists(event_id: int) -> dict[int, frozenset[int]]:
    """List → registrations that are expected on it; on those that are missing everybody who holds a place."""
    return {
        number: people
        for tell in offered(EXPECTED, get_event_numbered(event_id))
        for number, people in tell(event_id).items()
    }


def at_hand(event: Event) -> list[tuple[str, str]]:
    """The desk and the board, for those who mark."""
    if not may(event, "registrations.mark"):
        return []
    return [
        (_("Check-in"), url_for("checkin_manage.index", slug=event.slug)),
        (_("Board"), url_for("checkin_manage.board", slug=event.slug)),
    ]


def desk_link(event: Event, _tallies: object) -> Link | None:
    """The way to the desk, for those who mark."""
    if not may(event, "registrations.mark"):
        return None
    return Link(_("Check-in"), url_for("checkin_manage.index", slug=event.slug))


def held_of(registration_id: int) -> list[dict[str, str | datetime]]:
    """What check-in keeps of a person, for their own copy."""
    return [
        {
            "list": localized(act.title) if act.title else str(ListKind.ARRIVAL.label),
            "what": str(act.kind.label),
            "at": act.at,
            "device": act.device or "",
            "note": act.note,
        }
        for act in list_acts_about(registration_id)
    ]
