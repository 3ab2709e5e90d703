"""Who hears of a publication: at a new stage everybody with meetings, later whoever it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from eventmgr.event.events.derived.calendar_entry import cancelled
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import organizer_of
from eventmgr.ground.i18n import speaking
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties.letters import addressee_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_parties.queries import list_absentees, list_parties, list_representatives
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_tables
from eventmgr.matchmaking.timetables import calendar_entries, letters, queries
from eventmgr.matchmaking.timetables.letters import Before, Line, Reader
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.matchmaking.timetables.services.publishing import Former, Published
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.numbering.mailing import Mailings, mailings
from eventmgr.tools.numbering.readers import representative


def announce(event: Event, done: Published, *, at: datetime) -> None:
    """Tell of a publication: at a new stage the timetable to all who have meetings, else the changes to those
    concerned."""
    changed = {meeting.id for meeting in done.changes.all}
    if not done.is_new_stage:
        announce_changes(event, done.changes.all, former=done.changes.former, at=at)
        return
    kind = letters.FINAL if done.publication.stage is Stage.FINAL else letters.PROVISIONAL
    taken = {meeting.id for meeting in done.changes.cancelled}
    readers = _readers(event, list(queries.list_meetings(event.id)), told_of=taken)
    _write(event, kind, [reader for reader in readers if reader.lines], changed, done.publication.stage, at=at)


def announce_changes(
    event: Event,
    meetings: Sequence[Meeting],
    *,
    former: Mapping[int, Former] | None = None,
    withdrawer: MeetingParty | None = None,
    at: datetime,
) -> set[int]:
    """Tell those who sit in these meetings, or sat, how their timetable stands now; one e-mail each. Who comes no more
    hears of that from the registration. The parties of those who are written to.

    Args:
        former: meeting → where it stood before.
        withdrawer: whoever withdrew the meetings that are cancelled; None: the organizers, or a timetable.
    """
    changed = {meeting.id for meeting in meetings}
    concerned: set[int] = set()
    for meeting in meetings:
        concerned |= {meeting.asker_seat_id or 0, meeting.asked_seat_id or 0, *meeting.former_ids}
    concerned -= {seat for _party, seat in list_absentees(event.id)}
    taken = {meeting.id for meeting in meetings if meeting.state is MeetingState.CANCELLED}
    readers = [
        reader
        for reader in _readers(
            event, list(queries.list_meetings(event.id)), told_of=taken, former=former or {}, withdrawer=withdrawer
        )
        if reader.to.representative in concerned
    ]
    plan = find_plan(event.id)
    _write(event, letters.CHANGED, readers, changed, plan.stage if plan else Stage.NONE, at=at)
    return {reader.party for reader in readers if reader.to.email}


def announce_standing(event: Event, *, at: datetime) -> None:
    """The event is called off, moved, or takes place after all: whoever has been told of meetings to come hears how
    they stand now, if their calendars hold something else."""
    plan = find_plan(event.id)
    if plan is None or plan.stage is Stage.NONE or event.status is EventStatus.DRAFT:
        return
    standing = [one for one in queries.list_meetings(event.id) if one.state is MeetingState.PLACED and one.ends_at > at]
    if standing:
        announce_changes(event, standing, at=at)


def announce_to(event: Event, seats: Collection[int], *, at: datetime) -> None:
    """These representatives are reached elsewhere now: there they hear how their timetable stands, if it is
    published."""
    plan = find_plan(event.id)
    if plan is None or plan.stage is Stage.NONE or event.status is EventStatus.DRAFT:
        return
    readers = _readers(event, list(queries.list_meetings(event.id)), told_of=set())
    own = [reader for reader in readers if reader.to.representative in seats and reader.lines]
    _write(event, letters.CHANGED, own, set(), plan.stage, at=at)


def take_back(event: Event, seats: Collection[int], *, at: datetime) -> None:
    """These representatives are about to go, or to be reached elsewhere: what stands in the calendars behind their
    addresses is cancelled, one e-mail each; nothing for whom nothing was e-mailed."""
    plan = find_plan(event.id)
    if plan is None or plan.stage is Stage.NONE:
        return
    readers = [
        Reader(addressee_of(seat), (), party=seat.party_id)
        for seat in list_representatives(event.id)
        if seat.id in seats
    ]
    found, mailed = _with_entries(event, readers, plan.stage, at=at)
    left = []
    for reader in found:
        own = representative(reader.to.representative)
        with speaking(reader.to.language):
            held = [cancelled(entry) for entry in reader.entries if entry.uid in mailed.knows(own)]
        if mailed.news(own, held):
            left.append(replace(reader, entries=held))
    if left:
        letters.write(event, letters.LEFT, left, set(), mailed, at=at)


def _write(
    event: Event, kind: str, readers: Sequence[Reader], changed: set[int], stage: Stage, *, at: datetime
) -> None:
    """With the entries of all of them; a fixed number of statements."""
    invited, mailed = _with_entries(event, readers, stage, at=at)
    letters.write(event, kind, invited, changed, mailed, at=at)


def _with_entries(
    event: Event, readers: Sequence[Reader], stage: Stage, *, at: datetime
) -> tuple[list[Reader], Mailings]:
    seats = {seat.id: seat for seat in list_representatives(event.id)}
    party_of = {reader.to.representative: seats[reader.to.representative].party for reader in readers}
    meetings = queries.list_meetings_of_parties({party.id for party in party_of.values()}) if readers else {}
    invited = []
    for reader in readers:
        party, language = party_of[reader.to.representative], reader.to.language
        with speaking(language):
            found = calendar_entries.entries_of_party(
                event, stage, party, meetings[party.id], reader.to.representative, language, base_url=base_url()
            )
        own = [*found.entries, *found.gone]
        invited.append(replace(reader, entries=[entry for entry in own if entry.ends_at > at]))
    mailed = mailings(
        [representative(one.to.representative) for one in invited],
        sorted({entry.uid for one in invited for entry in one.entries}),
        organizer=(event.contact.get("name", ""), organizer_of(event)),
        at=at,
    )
    return invited, mailed


def _readers(
    event: Event,
    meetings: Sequence[Meeting],
    *,
    told_of: set[int],
    former: Mapping[int, Former] | None = None,
    withdrawer: MeetingParty | None = None,
) -> list[Reader]:
    """Representatives with their meetings; of cancelled ones those in `told_of`. A fixed number of statements."""
    parties = {party.id: party for party in list_parties(event.id)}
    tables = {table.id: table.number for table in list_tables(event.id)}
    lines: dict[int, list[Line]] = defaultdict(list)
    for meeting in sorted(meetings, key=lambda one: (one.starts_at, one.id)):
        is_off = meeting.state is MeetingState.CANCELLED or event.status is EventStatus.CANCELLED
        if meeting.state is MeetingState.CANCELLED and meeting.id not in told_of:
            continue
        request = meeting.request
        for seat, other, own, partner in (
            (meeting.asker_seat_id, meeting.asked_seat_id, request.asker_id, request.asked_id),
            (meeting.asked_seat_id, meeting.asker_seat_id, request.asked_id, request.asker_id),
        ):
            if seat is not None:
                table = tables.get(meeting.table_id) if meeting.table_id is not None else None
                name = organization_name(parties[partner].organization, parties[own].language)
                lines[seat].append(
                    Line(
                        meeting.starts_at,
                        meeting.ends_at,
                        name,
                        table,
                        meeting.id,
                        is_off,
                        not is_off and other is None,
                        _before(meeting, former or {}, tables),
                        withdrawer.organization if withdrawer is not None and is_off else None,
                    )
                )
    return [Reader(addressee_of(seat), lines[seat.id], party=seat.party_id) for seat in list_representatives(event.id)]


def _before(meeting: Meeting, former: Mapping[int, Former], tables: Mapping[int, int]) -> Before | None:
    """Where a meeting that has moved stood before, with the number on its table."""
    if meeting.id not in former:
        return None
    starts_at, ends_at, table = former[meeting.id]
    return Before(starts_at, ends_at, tables.get(table) if table is not None else None)
