"""Who hears of a publication: at a new stage everybody with meetings, later whoever it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from eventmgr.directory.naming import organization_name
from eventmgr.events.models import Event
from eventmgr.meetings.parties.letters import addressee_of
from eventmgr.meetings.parties.models import MeetingParty
from eventmgr.meetings.parties.queries import list_absentees, list_parties, list_representatives
from eventmgr.meetings.planning.models import Stage
from eventmgr.meetings.planning.queries import list_tables
from eventmgr.meetings.timetables import letters, queries
from eventmgr.meetings.timetables.letters import Before, Line, Reader
from eventmgr.meetings.timetables.models import Meeting, MeetingState
from eventmgr.meetings.timetables.services.publishing import Former, Published


def announce(event: Event, done: Published, *, at: datetime) -> None:
    """Tell of a publication: at a new stage the timetable to all who have meetings, else the changes to those concerned."""
    changed = {meeting.id for meeting in done.changes.all}
    if not done.is_new_stage:
        announce_changes(event, done.changes.all, former=done.changes.former, at=at)
        return
    kind = letters.FINAL if done.publication.stage is Stage.FINAL else letters.PROVISIONAL
    taken = {meeting.id for meeting in done.changes.taken}
    readers = _readers(event, list(queries.list_meetings(event.id)), told_of=taken)
    letters.write(event, kind, [reader for reader in readers if reader.lines], changed, at=at)


def announce_changes(
    event: Event,
    meetings: Sequence[Meeting],
    *,
    former: Mapping[int, Former] | None = None,
    withdrawer: MeetingParty | None = None,
    at: datetime,
) -> set[int]:
    """Tell those who sit in these meetings, or sat, how their timetable stands now; one e-mail each. Who comes no more hears of that from
    the registration. The parties of those who are written to.

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
    letters.write(event, letters.CHANGED, readers, changed, at=at)
    return {reader.party for reader in readers if reader.to.email}


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
        is_off = meeting.state is MeetingState.CANCELLED
        if is_off and meeting.id not in told_of:
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
    return [Reader(addressee_of(seat), lines[seat.id], seat.party_id) for seat in list_representatives(event.id)]


def _before(meeting: Meeting, former: Mapping[int, Former], tables: Mapping[int, int]) -> Before | None:
    """Where a meeting that has moved stood before, with the number on its table."""
    if meeting.id not in former:
        return None
    starts_at, ends_at, table = former[meeting.id]
    return Before(starts_at, ends_at, tables.get(table) if table is not None else None)
