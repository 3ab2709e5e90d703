"""Somebody is late, away or gone; a table is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct
from eventmgr.matchmaking.meeting_day.services.telling import About, Sent, happened_at, tell
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, MeetingParty, PartyAbsence, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import MeetingTable, TableClosure
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan, list_blocks
from eventmgr.tools.log.services import Act, record


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
    _check_to_come(until, since)
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
    return _absent(event, ActKind.LEFT, party, representative, _to_the_end(event, sent, act), sent, act=act)


def never_came(
    event: Event, party: MeetingParty, sent: Sent, *, representative: PartyRepresentative | None = None, act: Act
) -> DayAct:
    """The party, or one of its representatives, has not come and is not expected any more.

    Raises:
        Refusal: no time of meetings is left.
    """
    return _absent(event, ActKind.ABSENT, party, representative, _to_the_end(event, sent, act), sent, act=act)


def _check_to_come(until: datetime | None, since: datetime) -> datetime:
    if until is None or until <= since:
        raise Refusal(_("That time has already passed. Enter a later time."), field="until")
    return until


def _to_the_end(event: Event, sent: Sent, act: Act) -> tuple[datetime, datetime]:
    since = happened_at(sent, act)
    until = max((block.ends_at for block in list_blocks(event.id)), default=since)
    if until <= since:
        raise Refusal(_("The time for meetings is over."))
    return since, until


def several(
    event: Event,
    kind: ActKind,
    parties: Sequence[MeetingParty],
    sent: Sent,
    *,
    name: str,
    until: datetime | None = None,
    act: Act,
) -> DayAct:
    """All of these parties are late until then, have gone, or have not come: one report, undone as one.

    Args:
        kind: late, left or absent.
        name: what they are together: a delegation.

    Raises:
        Refusal: as `late` and `left`.
    """
    if kind is ActKind.LATE:
        since = happened_at(sent, act)
        span = since, _check_to_come(until, since)
    else:
        span = _to_the_end(event, sent, act)
    return _noted(event, kind, [(party, None) for party in parties], span, sent, name=name, act=act)


def tables_lost(
    event: Event, tables: Sequence[MeetingTable], until: datetime | None, sent: Sent, *, name: str = "", act: Act
) -> DayAct:
    """A table, or several together, are out of use, until then or for good: one report, undone as one.

    Args:
        name: what several are together: a hall, or from which to which.

    Raises:
        Refusal: that is past already (field `until`).
    """
    get_locked_plan(event.id)
    since = happened_at(sent, act)
    if until is not None:
        _check_to_come(until, since)
    known = name or str(tables[0].number)

    def close(day_act: DayAct) -> None:
        closures = [TableClosure(table_id=table.id, starts_at=since, ends_at=until) for table in tables]
        db.session.add_all(closures)
        db.session.flush()
        day_act.before = {"closures": [closure.id for closure in closures]}
        changes: dict[str, list[object]] = {"until": [None, _recorded(until)], "table": [None, known]}
        record(act, "table_lost", day_act, event_id=event.id, object_name=known, changes=changes)

    of_one = {"table": tables[0].id, "number": tables[0].number} if not name else {"name": name}
    payload = {**of_one, "until": _recorded(until)}
    return tell(event, ActKind.TABLE_LOST, sent, About(payload=payload), close, act=act)


def _recorded(at: datetime | None) -> str | None:
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
    return _noted(event, kind, [(party, representative)], span, sent, name=party.organization.name, act=act)


def _noted(
    event: Event,
    kind: ActKind,
    who: Sequence[tuple[MeetingParty, PartyRepresentative | None]],
    span: tuple[datetime, datetime],
    sent: Sent,
    *,
    name: str,
    act: Act,
) -> DayAct:
    get_locked_plan(event.id)
    since, until = span

    def note(day_act: DayAct) -> None:
        absences = [
            PartyAbsence(
                party_id=party.id,
                representative_id=representative.id if representative else None,
                starts_at=since,
                ends_at=until,
                source=AbsenceSource.DAY,
            )
            for party, representative in who
        ]
        db.session.add_all(absences)
        db.session.flush()
        day_act.before = {"absences": [absence.id for absence in absences]}
        changes = {"since": [None, since.isoformat()], "until": [None, until.isoformat()]}
        action = (
            "late"
            if kind is ActKind.LATE
            else "away"
            if kind is ActKind.AWAY
            else "absent"
            if kind is ActKind.ABSENT
            else "left"
        )
        record(act, action, day_act, event_id=event.id, object_name=name, changes=changes)

    party, representative = who[0]
    alone = party.id if len(who) == 1 else None
    payload = {
        "party": alone,
        "name": name,
        "representative": representative.id if representative else None,
        "since": since.isoformat(),
        "until": until.isoformat(),
    }
    return tell(event, kind, sent, About(party_id=alone, payload=payload), note, act=act)
