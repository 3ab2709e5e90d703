"""What must hold at every moment of an event with meetings, read from the rows themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select

from eventmgr.console.upkeep.laws import breaches
from eventmgr.engines.scheduling.checking import check
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.features import laws
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, MeetingParty
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.meeting_requests.models import RequestState
from eventmgr.matchmaking.meeting_requests.rules import limits_of
from eventmgr.matchmaking.timetables.models import CHANGEABLE, MeetingState
from eventmgr.matchmaking.timetables.queries import load_rows
from eventmgr.matchmaking.timetables.task.instance import instance_of, numbering_of
from eventmgr.matchmaking.timetables.task.places import places_of

Rows = dict[str, dict[Any, dict[str, Any]]]
"""Table → primary key → column → value."""
UNCOUNTED = {
    "meeting": {"sequence", "calendar_changed_at", "former_ids"},
    "meeting_request": {"changed_at"},
    "meeting_party": {"changed_at"},
    "meeting_plan": {"revision", "publication_id"},
    "timetable_draft": {"revision", "history", "figures", "unscheduled"},
}
"""What rises with every change, calendars' former readers, and what is told anew of a draft: an undo does not take it back."""
LOGS = {"meeting_day_act", "meeting_repair", "timetable_publication"}
"""Tables that say what was done; an undo is one entry more."""
NUMBERS = {"sequence", "calendar_changed_at"}


def look() -> Rows:
    """All rows of meetings, as they are committed."""
    db.session.rollback()
    db.session.expire_all()
    tables = [one for name, one in db.metadata.tables.items() if name.split("_")[0] in ("meeting", "timetable")]
    return {
        table.name: {row[0]: dict(row._mapping) for row in db.session.execute(select(table))} for table in tables
    }  # the first column of each is its key


def counting(rows: Rows) -> Rows:
    """What an undo brings back: without logs and numbers. A meeting that was made stays as a cancelled one, for calendars, and
    a request as one that was withdrawn."""
    return {
        name: {
            key: {column: value for column, value in row.items() if column not in UNCOUNTED.get(name, ())}
            for key, row in of_table.items()
        }
        for name, of_table in rows.items()
        if name not in LOGS
    }


def differences(before: Rows, after: Rows) -> list[str]:
    """Where an undo has not brought back what counts."""
    was, now = counting(before), counting(after)
    found = []
    for name in was:
        gone = {"meeting": MeetingState.CANCELLED, "meeting_request": RequestState.WITHDRAWN}.get(name)
        for key in was[name].keys() | now[name].keys():
            one, other = was[name].get(key), now[name].get(key)
            left_over = one is None and gone is not None and other["state"] is gone
            if one != other and not left_over:
                found.append(f"{name} {key}: {_changed(one, other)}")
    return found


def _changed(one: Any, other: Any) -> Any:
    if one is None or other is None:
        return one, other
    return {column: (one[column], other[column]) for column in one if one[column] != other[column]}


def standing(rows: Rows) -> dict[int, dict[str, Any]]:
    """Meetings that are not cancelled, by number."""
    return {key: row for key, row in rows["meeting"].items() if row["state"] is not MeetingState.CANCELLED}


def begun(rows: Rows, at: datetime) -> dict[int, dict[str, Any]]:
    """Meetings that have begun by then."""
    return {key: row for key, row in standing(rows).items() if row["starts_at"] <= at}


def check_nobody_is_twice(rows: Rows) -> None:
    """No representative and no table is in two meetings at one time, and everybody sits there for their own organization: so
    none has more meetings at once than people. A seat is open where somebody has gone for whom nobody else was free."""
    meetings, requests = standing(rows).values(), rows["meeting_request"]
    seats = [(row["starts_at"], row[side]) for row in meetings for side in ("asker_seat_id", "asked_seat_id")]
    tables = [(row["starts_at"], row["table_id"]) for row in meetings]
    for taken in (seats, tables):
        twice = {one: number for one, number in Counter(taken).items() if number > 1 and one[1] is not None}
        assert twice == {}, twice
    owners = {key: row["party_id"] for key, row in rows["meeting_representative"].items()}
    for row in meetings:
        for side in ("asker", "asked"):
            seat = row[f"{side}_seat_id"]
            assert seat is None or owners[seat] == requests[row["request_id"]][f"{side}_id"]


def check_caps(event: Event, rows: Rows) -> None:
    """Accepted requests, and own ones that wait, are no more than an organization may have; of two parties one stands."""
    plan, load = find_plan(event.id), Counter[int]()
    pairs = Counter[tuple[int, int]]()
    for row in rows["meeting_request"].values():
        if row["state"] in (RequestState.ASKED, RequestState.ACCEPTED):
            pairs[row["first_id"], row["second_id"]] += 1
            load[row["asker_id"]] += 1
            load[row["asked_id"]] += row["state"] is RequestState.ACCEPTED
    assert set(pairs.values()) <= {1}
    for party in db.session.query(MeetingParty).filter_by(event_id=event.id):
        assert load[party.id] <= limits_of(plan, party).maximum, (party.id, load)


def check_past(before: Rows, after: Rows, at: datetime, *, told: bool) -> None:
    """Meetings that have begun stand as they stood. What is told of them (`told`) is told of their state alone."""
    free = NUMBERS | ({"state", "missed_by", "started_at"} if told else set())
    for key, row in begun(before, at).items():
        now = after["meeting"][key]
        changed = {
            name: (row[name], now[name])
            for name in row
            if row[name] != now[name] and name not in free and not _has_gone(after, name, row[name], now[name])
        }
        assert changed == {}, f"meeting {key} had begun: {changed}"
    new = begun(after, at).keys() - begun(before, at).keys()
    assert new == set(), f"meetings {new} were placed in the past"


def _has_gone(rows: Rows, name: str, was: Any, now: Any) -> bool:
    """Whether it names somebody who sat there and was deleted."""
    return name.endswith("seat_id") and now is None and was not in rows["meeting_representative"]


def check_locked(before: Rows, after: Rows) -> None:
    """A published meeting that is locked keeps time and table as long as it stands and stays locked."""
    for key, row in standing(before).items():
        now = after["meeting"][key]
        if row["is_locked"] and now["is_locked"] and now["state"] is MeetingState.PLACED:
            assert (row["starts_at"], row["table_id"]) == (now["starts_at"], now["table_id"]), (
                f"meeting {key} is locked"
            )


def said(rows: Rows, key: int) -> tuple[Any, ...]:
    """What calendar entries say of a meeting, its number aside."""
    row, (plan,) = rows["meeting"][key], rows["meeting_plan"].values()
    is_off = row["state"] is MeetingState.CANCELLED
    names = ("starts_at", "ends_at", "table_id", "asker_seat_id", "asked_seat_id")
    return (True,) if is_off else (plan["stage"], *(row[name] for name in names))


def check_numbers(before: Rows, after: Rows) -> None:
    """The number of an entry rises by one where the entry reads otherwise, and nowhere else."""
    for key, row in before["meeting"].items():
        rise = after["meeting"][key]["sequence"] - row["sequence"]
        was, now = said(before, key), said(after, key)
        assert rise == int(was != now), f"meeting {key}: number +{rise}, {was} → {now}"
    assert all(after["meeting"][key]["sequence"] == 0 for key in after["meeting"].keys() - before["meeting"].keys())


def check_drafts(event: Event, before: Rows, after: Rows, at: datetime, *, unlocked: Collection[int] = ()) -> None:
    """Drafts that have changed pass the judge, tell their unmet minima as they are, and leave locked meetings where they are."""
    drafts = after["timetable_draft"]
    for key, row in drafts.items():
        was = before["timetable_draft"].get(key)
        names = ("state", "places", "unscheduled", "figures")
        if row["state"] not in CHANGEABLE or (was and all(row[name] == was[name] for name in names)):
            continue
        loaded = load_rows(event, find_plan(event.id), at=at)
        numbering = numbering_of(loaded)
        report = check(instance_of(loaded, numbering), numbering.schedule(places_of(row["places"])), reported=())
        assert report.errors == (), report.errors
        check_minima(event, row, after)
        assert {place[0] for place in row["places"]}.isdisjoint(one["request"] for one in row["unscheduled"])
        if was is not None and was["state"] in CHANGEABLE:
            places, stood = ({place[0]: place[:3] for place in one["places"]} for one in (row, was))
            kept = set(was["locked"]) & set(row["locked"]) - set(unlocked)
            assert {one: places[one] for one in kept} == {one: stood[one] for one in kept}


def check_minima(event: Event, draft: dict[str, Any], rows: Rows) -> None:
    """The draft says of exactly those that they have fewer meetings than is guaranteed, who have."""
    plan, has = find_plan(event.id), Counter[int]()
    for place in draft["places"]:
        request = rows["meeting_request"][place[0]]
        has.update((request["asker_id"], request["asked_id"]))
    short = {
        party.id: has[party.id]
        for party in db.session.query(MeetingParty).filter_by(event_id=event.id, state="active")
        if has[party.id] < limits_of(plan, party).minimum
    }
    told = {one["who"]: one["has"] for one in draft["figures"]["unmet"] if one["rule"] is None}
    assert told == short


def check_facts(rows: Rows) -> None:
    """What is told of the day is told by acts that were not undone: their absences and closures, and no others."""
    acts = [row for row in rows["meeting_day_act"].values() if row["undone_at"] is None]
    absences = {key for key, row in rows["meeting_absence"].items() if row["source"] is AbsenceSource.DAY}
    told = {number for act in acts for number in act["before"].get("absences", [])}
    assert absences <= told, "those of a person who was deleted are gone with the person"
    closures = {number for act in acts for number in act["before"].get("closures", [])}
    assert rows["meeting_table_closure"].keys() == closures


def check_laws_of_meetings() -> None:
    """The laws of meetings alone, which cost a tenth of all."""
    found = {name: law() for name, law in laws().items() if "meeting" in name}
    assert [fault for faults in found.values() for fault in faults] == []
    assert len(found) >= 5


def check_laws() -> None:
    """`eventmgr check` finds nothing."""
    assert [fault for _law, faults in breaches() for fault in faults] == []
