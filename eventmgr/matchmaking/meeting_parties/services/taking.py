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
    """Take over what `compare` finds now: new organizations and representatives come, representatives without a place
    go."""
    get_locked_plan(event.id)
    difference = compare(event, roles)
    statements.insert_parties(
        [
            {
                "event_id": event.id,
                "organization_id": item.organization_id,
                "kind": item.kind,
                "side": side_of(event, item.province_code),
                "unit_code": item.unit_code,
                "province_code": item.province_code,
                "sector_code": item.sector_code,
                "language": item.language,
                "created_at": act.at,
                "changed_at": act.at,
            }
            for item in difference.new
        ]
    )
    numbers = queries.list_party_numbers(event.id) if difference.new else {}
    rows = [row for item in difference.new for row in _seats(numbers[item.organization_id], item.people, start=0)]
    last = queries.list_last_positions(event.id)
    rows += [
        row for item in difference.joining for row in _seats(item.party_id, item.people, start=last[item.party_id] + 1)
    ]
    statements.insert_representatives(rows)
    statements.link_registrations(
        [
            {
                "seat": seat.id,
                "registration": item.registration_id,
                "name": item.name,
                "title": item.title,
                "mobile": item.mobile,
                "email": item.email,
            }
            for seat, item in difference.linked
        ]
    )
    _remove(event, difference.leaving, act=act)
    _add(
        event,
        {item.party_id for item in difference.joining} | {seat.party_id for seat, _one in difference.linked},
        act=act,
    )
    if difference.is_any:
        changes: dict[str, list[object]] = {
            "organizations": [None, len(difference.new)],
            "representatives": [None, difference.people],
            "representatives_linked": [None, len(difference.linked)],
            "representatives_removed": [None, len(difference.leaving)],
        }
        note(event, "parties_taken_over", {name: pair for name, pair in changes.items() if pair[1]}, act=act)
    return difference


def _seats(party_id: int, people: Sequence[Confirmed], *, start: int) -> list[dict[str, Any]]:
    return [
        {
            "party_id": party_id,
            "registration_id": person.registration_id,
            "name": person.name,
            "title": person.title,
            "mobile": person.mobile,
            "email": person.email,
            "languages": [],
            "position": position,
        }
        for position, person in enumerate(people, start)
    ]


def _add(event: Event, party_ids: Collection[int], *, act: Act) -> None:
    for party in queries.list_parties(event.id) if party_ids else ():
        if party.id in party_ids:
            seats_added.send(party, event=event, act=act)


def _remove(event: Event, leaving: Sequence[Leaving], *, act: Act) -> None:
    by_party: dict[int, list[int]] = {}
    for leaver in leaving:
        by_party.setdefault(leaver.seat.party_id, []).append(leaver.seat.id)
    for party in queries.list_parties(event.id) if by_party else ():
        if party.id in by_party:
            seats_removed.send(party, event=event, ids=by_party[party.id], act=act)
    statements.delete_representatives([leaver.seat.id for leaver in leaving])
