"""Rooms on the board, and the page with the people behind each of their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, _l
from eventmgr.programme.checkin import queries
from eventmgr.programme.checkin.acts.merge import DoorAct, Merged, merge, who_of
from eventmgr.programme.checkin.acts.rooms import Gathering, Phase, inside, shown_in_each
from eventmgr.programme.checkin.manage.blueprint import bp
from eventmgr.programme.checkin.panels import expected_lists
from eventmgr.programme.checkin.queries.board import list_holders
from eventmgr.programme.checkin.queries.rooms import Inside, list_gatherings, list_named
from eventmgr.tools.taxonomy import units
from eventmgr.tools.web.requests.parameters import query

INSIDE, MISSING, EXPECTED = "inside", "missing", "expected"
_WORDS = {INSIDE: _l("Inside"), MISSING: _l("Not inside"), EXPECTED: _l("Expected")}


@dataclass(frozen=True)
class Room:
    """What takes place in a room, and who is there; staff and people without registration are heads like others."""

    gathering: Gathering
    phase: Phase
    inside: Mapping[str, datetime]
    expected: Collection[str]

    @property
    def missing(self) -> set[str]:
        """The people who are expected and not inside."""
        return {who for who in self.expected if who not in self.inside}

    @property
    def is_too_full(self) -> bool:
        """Whether more are inside than the room holds."""
        return self.gathering.capacity is not None and len(self.inside) > self.gathering.capacity


def rooms_of(
    event: Event, gatherings: Sequence[Gathering], acts: Sequence[DoorAct], merged: Merged, at: datetime
) -> list[Room]:
    """Each room with what takes place in it now."""
    shown = shown_in_each(gatherings, at)
    if not shown:
        return []
    everybody = frozenset(who_of(holder.id) for holder in list_holders(event.id))
    limits = expected_lists(event.id)
    return [
        Room(each, each.phase(at), inside(acts, each, merged), _expected(each, limits, everybody)) for each in shown
    ]


def _expected(gathering: Gathering, limits: Mapping[int, Collection[int]], everybody: frozenset[str]) -> frozenset[str]:
    """Where each list of the item is for certain people, these; else everybody who holds a place."""
    if any(number not in limits for number in gathering.lists):
        return everybody
    return everybody & {who_of(person) for number in gathering.lists for person in limits[number]}


@bp.route("/board/rooms/<int:item_id>/")
def room(slug: str, item_id: int) -> ResponseReturnValue:
    """Who is inside a room, not inside, or expected (`who`), by delegation; names only."""
    event = event_for(slug, "registrations.mark")
    gatherings = [each for each in list_gatherings(event.id) if each.item_id == item_id]
    asked = query.text("who") or INSIDE
    if not gatherings or asked not in _WORDS:
        raise NotFound(_("This agenda item has no place or no check-in list."))
    told = queries.list_acts(event.id)
    (shown,) = rooms_of(event, gatherings, told, merge(told, {}), clock.now())
    wanted = {INSIDE: shown.inside.keys(), MISSING: shown.missing, EXPECTED: set(shown.expected)}[asked]
    return render_template(
        "programme/checkin/manage/room.html",
        event=event,
        room=shown,
        words=_WORDS,
        asked=asked,
        groups=_by_unit(_people(event, wanted)),
        number=len(wanted),
    )


def _people(event: Event, wanted: Collection[str]) -> list[Inside]:
    """With their names: those who hold a place, and those who came without registration."""
    people = list_named(event.id, [int(who[1:]) for who in wanted if who.startswith("r")])
    for row in queries.list_open_walk_ins(event.id):
        if who_of(None, row.key) in wanted:
            said = row.said
            people.append(
                Inside(who_of(None, row.key), said["name"], said.get("organization", ""), said.get("unit", ""))
            )
    return people


def _by_unit(people: Sequence[Inside]) -> list[tuple[str, list[Inside]]]:
    of_unit: dict[str, list[Inside]] = defaultdict(list)
    for person in people:
        of_unit[person.unit_code].append(person)
    order = [code for code in (*(unit.code for unit in units()), "") if code in of_unit]
    return [(code, of_unit[code]) for code in order]
