"""Somebody is late, away or gone; a table is lost."""

from __future__ import annotations

from datetime import datetime

from eventmgr.db import db
from eventmgr.errors import Refusal
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.log.services import Act, record
from eventmgr.meetings.day.models import ActKind, DayAct
from eventmgr.meetings.day.services.telling import About, Sent, happened_at, tell
from eventmgr.meetings.parties.models import AbsenceSource, MeetingParty, PartyAbsence, PartyRepresentative
from eventmgr.meetings.planning.models import MeetingTable, TableClosure
from eventmgr.meetings.planning.queries import get_locked_plan, list_blocks


def late(
    event: Event,
    party: MeetingParty,
    until: datetime,
    sent: Sent,
    *,
    representative: PartyRepresentative | None = None,
    act: Act,
) -> DayAct:
    """The party, or one of its representatives, is there from `until` on only.

    Raises:
        Refusal: that is past already (field `until`).
    """
    since = happened_at(sent, act)
    if until <= since:
        raise Refusal(_("That is past already. Enter a later time."), field="until")
    return _absent(event, ActKind.LATE, party, representative, (since, until), sent, act=act)


def away(
    event: Event,
    party: MeetingParty,
    span: tuple[datetime, datetime],
    sent: Sent,
    *,
    representative: PartyRepresentative | None = None,
    act: Act,
) -> DayAct:
    """The party, or one of its representatives, is away for a while.

    Raises:
        Refusal: the end is not after the beginning, or is past already (field `until`).
    """
    since, until = max(span[0], happened_at(sent, act)), span[1]
    if until <= since:
        raise Refusal(_("The end must be after the beginning, and still to come."), field="until")
    return _absent(event, ActKind.AWAY, party, representative, (since, until), sent, act=act)


def left(
    event: Event, party: MeetingParty, sent: Sent, *, representative: PartyRepresentative | None = None, act: Act
) -> DayAct:
    """The party, or one of its representatives, has gone and does not come back.

    Raises:
        Refusal: no time of meetings is left.
    """
    since = happened_at(sent, act)
    until = max((block.ends_at for block in list_blocks(event.id)), default=since)
    if until <= since:
        raise Refusal(_("The time for meetings is over."))
    return _absent(event, ActKind.LEFT, party, representative, (since, until), sent, act=act)


def table_lost(event: Event, table: MeetingTable, until: datetime | None, sent: Sent, *, act: Act) -> DayAct:
    """A table is out of use, until then or for good.

    Raises:
        Refusal: that is past already (field `until`).
    """
    get_locked_plan(event.id)
    since = happened_at(sent, act)
    if until is not None and until <= since:
        raise Refusal(_("That is past already. Enter a later time."), field="until")

    def close(told: DayAct) -> None:
        closure = TableClosure(table_id=table.id, starts_at=since, ends_at=until)
        db.session.add(closure)
        db.session.flush()
        told.before = {"closures": [closure.id]}
        changes: dict[str, list[object]] = {"until": [None, _said(until)], "table": [None, table.number]}
        record(act, "table_lost", told, event_id=event.id, object_name=str(table.number), changes=changes)

    payload = {"table": table.id, "number": table.number, "until": _said(until)}
    return tell(event, ActKind.TABLE_LOST, sent, About(payload=payload), close, act=act)


def _said(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _absent(
    event: Event,
    kind: ActKind,
    party: MeetingParty,
    representative: PartyRepresentative | None,
    span: tuple[datetime, datetime],
    sent: Sent,
    *,
    act: Act,
) -> DayAct:
    get_locked_plan(event.id)
    since, until = span

    def note(told: DayAct) -> None:
        absence = PartyAbsence(
            party_id=party.id,
            representative_id=representative.id if representative else None,
            starts_at=since,
            ends_at=until,
            source=AbsenceSource.DAY,
        )
        db.session.add(absence)
        db.session.flush()
        told.before = {"absences": [absence.id]}
        changes = {"since": [None, since.isoformat()], "until": [None, until.isoformat()]}
        action = "late" if kind is ActKind.LATE else "left" if kind is ActKind.LEFT else "away"
        record(act, action, told, event_id=event.id, object_name=party.organization.name, changes=changes)

    payload = {
        "party": party.id,
        "name": party.organization.name,
        "representative": representative.id if representative else None,
        "since": since.isoformat(),
        "until": until.isoformat(),
    }
    return tell(event, kind, sent, About(party_id=party.id, payload=payload), note, act=act)
