"""The few writes that are statements and not attribute changes, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, text, true, update
from sqlalchemy.orm import make_transient_to_detached

from eventmgr.event.quotas.allocation import Claim
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.quotas.statements import Cell
from eventmgr.event.registration.models import (
    IS_LIVE,
    BulkDecision,
    QueueEntry,
    Registration,
    Source,
    Speaker,
    UnitWord,
    Word,
)
from eventmgr.ground.db import change_rows, db
from eventmgr.ground.prepared import NewRow, insert_rows, with_defaults

_COLUMNS = tuple(column.name for column in Registration.__table__.columns)


def cell_of(registration: Registration) -> Cell:
    """The cell of the tally in which the registration is counted."""
    row = registration
    return Cell(row.unit_code, row.province_code, row.sector_code, row.role, row.status)


def claim_of(registration: Registration) -> Claim:
    """Which part of which quota the registration uses, or would use."""
    return Claim(registration.unit_code, registration.role, registration.sector_code)


def insert_with(registration: Registration, others: Sequence[NewRow]) -> None:
    """Insert the registration, whose number is chosen, with the rows that come with it; the object then is as if it had
    been read. Nothing else of the session is written: flush before."""
    insert_rows([row_of(registration), *others], tells=True)
    note_inserted(registration)


def row_of(registration: Registration) -> NewRow:
    """The registration, whose number is chosen, as a row to be inserted."""
    plain = {name: value for name, value in vars(registration).items() if not name.startswith("_")}
    values = with_defaults(Registration, plain)
    vars(registration).update({name: values.get(name) for name in _COLUMNS})
    return NewRow(Registration, values)


def rows_of_word(registration: Registration, said_by: str, *, at: datetime) -> list[NewRow]:
    """The word of the unit whose liaison of that name enters somebody, as a row to be inserted with the registration;
    of others none."""
    if registration.source is not Source.UNIT or not registration.unit_code:
        return []
    said = {"word": Word.RECOMMENDED, "speaker": Speaker.LIAISON, "said_by": said_by, "reason": "", "said_at": at}
    return [NewRow(UnitWord, {"registration_id": registration.id, **said})]


def note_inserted(registration: Registration) -> None:
    """Its row is there: the object is as if it had been read."""
    make_transient_to_detached(registration)
    db.session.add(registration)


def note_untold(event_id: int, *, holders_only: bool, at: datetime) -> int:
    """Everybody of the event who is registered without an e-mail address is to be phoned; or only who holds a place.
    How many they are."""
    statement = (
        update(Registration)
        .where(Registration.event_id == event_id, text(IS_LIVE), Registration.email == "")
        .where(Registration.restricted_at.is_(None))
        .where(Registration.status.in_(HOLDING) if holders_only else true())
        .values(untold_since=at)
    )
    return change_rows(statement)


def note_untold_among(ids: Sequence[int], *, at: datetime) -> None:
    """Those of these registrations that stand and have no e-mail address are to be phoned."""
    statement = (
        update(Registration)
        .where(Registration.id.in_(ids), text(IS_LIVE), Registration.email == "")
        .values(untold_since=at)
    )
    change_rows(statement)


def unlink_lookalikes(ids: Sequence[int]) -> None:
    """Nobody is thought to be one of these any more."""
    statement = update(Registration).where(Registration.looks_like_id.in_(ids)).values(looks_like_id=None)
    change_rows(statement)


def delete_words(ids: Sequence[int]) -> None:
    """What units have said about these registrations goes."""
    statement = delete(UnitWord).where(UnitWord.registration_id.in_(ids))
    change_rows(statement)


def forget_decisions(event_id: int, *, before: datetime) -> None:
    """What the organizers of an event decided together before that instant is no longer remembered."""
    old = (BulkDecision.event_id == event_id) & (BulkDecision.decided_at < before)
    db.session.execute(delete(BulkDecision).where(old).execution_options(synchronize_session=False))


def delete_queue_entries(ids: Sequence[int]) -> None:
    """These registrations join a waiting list anew: nothing is kept of how they stood on it before."""
    statement = delete(QueueEntry).where(QueueEntry.registration_id.in_(ids))
    change_rows(statement)


def forget_speakers(event_id: int, unit_code: str, *, but: Collection[str]) -> None:
    """The names of liaisons go from what was said for that unit, but for these."""
    here = exists().where(
        Registration.id == UnitWord.registration_id,
        Registration.event_id == event_id,
        Registration.unit_code == unit_code,
    )
    statement = update(UnitWord).where(here, UnitWord.speaker == Speaker.LIAISON, UnitWord.said_by.not_in(sorted(but)))
    db.session.execute(statement.values(said_by="").execution_options(synchronize_session=False))
