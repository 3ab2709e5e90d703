"""Confirmed registrations become parties and their representatives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_parties import queries, statements
from eventmgr.matchmaking.meeting_parties.labels import side_of
from eventmgr.matchmaking.meeting_parties.models import PartyState
from eventmgr.matchmaking.meeting_parties.signals import seats_added, seats_removed
from eventmgr.matchmaking.meeting_parties.taking_over import Confirmed, Difference, Leaving, differences
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.meeting_plans.services.settings import note
from eventmgr.tools.log.services import Act


def compare(event: Event, roles: Collection[str]) -> Difference:
    """What taking over the confirmed registrations of these types of participants would change; five statements."""
    parties = {
        party.organization_id: (party.id, party.organization.name, party.state is PartyState.ACTIVE)
        for party in queries.list_parties(event.id)
    }
    confirmed = queries.list_confirmed(event.id, roles)
    return differences(confirmed, parties, queries.list_seated(event.id), queries.list_holding(event.id))


def take_over(event: Event, roles: Collection[str], *, act: Act) -> Difference:
    """Take over what `compare` finds now: new organizations and representatives come, representatives without a place go."""
    get_locked_plan(event.id)
    found = compare(event, roles)
    statements.insert_parties(
        [
            {
                "event_id": event.id,
                "organization_id": one.organization_id,
                "kind": one.kind,
                "side": side_of(event, one.province_code),
                "unit_code": one.unit_code,
                "province_code": one.province_code,
                "sector_code": one.sector_code,
                "language": one.language,
                "created_at": act.at,
                "changed_at": act.at,
            }
            for one in found.new
        ]
    )
    numbers = queries.list_party_numbers(event.id) if found.new else {}
    rows = [row for one in found.new for row in _seats(numbers[one.organization_id], one.people, start=0)]
    last = queries.list_last_positions(event.id)
    rows += [row for one in found.joining for row in _seats(one.party_id, one.people, start=last[one.party_id] + 1)]
    statements.insert_representatives(rows)
    statements.link_registrations(
        [
            {"seat": seat.id, "registration": one.registration_id, "name": one.name, "title": one.title, "mobile": one.mobile,
             "email": one.email}
            for seat, one in found.linked
        ]
    )  # fmt: skip
    _remove(event, found.leaving, act=act)
    _add(event, {one.party_id for one in found.joining} | {seat.party_id for seat, _one in found.linked}, act=act)
    if found.is_any:
        changes: dict[str, list[object]] = {
            "organizations": [None, len(found.new)],
            "representatives": [None, found.people],
            "representatives_linked": [None, len(found.linked)],
            "representatives_removed": [None, len(found.leaving)],
        }
        note(event, "parties_taken_over", {name: pair for name, pair in changes.items() if pair[1]}, act=act)
    return found


def _seats(party_id: int, people: Sequence[Confirmed], *, start: int) -> list[dict[str, Any]]:
    return [
        {
            "party_id": party_id,
            "registration_id": one.registration_id,
            "name": one.name,
            "title": one.title,
            "mobile": one.mobile,
            "email": one.email,
            "languages": [],
            "position": position,
        }
        for position, one in enumerate(people, start)
    ]


def _add(event: Event, party_ids: Collection[int], *, act: Act) -> None:
    for party in queries.list_parties(event.id) if party_ids else ():
        if party.id in party_ids:
            seats_added.send(party, event=event, act=act)


def _remove(event: Event, leaving: Sequence[Leaving], *, act: Act) -> None:
    by_party: dict[int, list[int]] = {}
    for one in leaving:
        by_party.setdefault(one.seat.party_id, []).append(one.seat.id)
    for party in queries.list_parties(event.id) if by_party else ():
        if party.id in by_party:
            seats_removed.send(party, event=event, ids=by_party[party.id], act=act)
    statements.delete_representatives([one.seat.id for one in leaving])
