"""Reading the outbox, and the one statement that settles a letter."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    bindparam,
    func,
    literal,
    or_,
    select,
    update,
)

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import held_events
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.tools.messages.models import LetterState, Mailing, MailingState, OutboxLetter

IS_FULL = (
    OutboxLetter.state.in_((LetterState.SENT, LetterState.BOUNCED, LetterState.FAILED, LetterState.TAKEN_BACK)),
    (OutboxLetter.to_address != "") | (OutboxLetter.text != ""),
)
"""Sent (whether it came back or not), given up or taken back, and not yet forgotten."""
_FAR_AWAY = datetime(9999, 1, 1, tzinfo=UTC)
GONE = (LetterState.SENDING, LetterState.SENT, LetterState.BOUNCED, LetterState.FAILED)
"""Left, given up, or with a worker: what cannot be taken back."""
_NEVER_LEFT = (LetterState.COLLECTED, LetterState.TAKEN_BACK)


def list_letters(
    event_id: int | None,
    *,
    state: LetterState | None = None,
    about: str | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> list[OutboxLetter]:
    """Letters of one event (None: those without event), newest first; `before_id` continues an earlier page."""
    query = select(OutboxLetter).where(_of(event_id))
    if state is not None:
        query = query.where(OutboxLetter.state == state)
    if about is not None:
        query = query.where(OutboxLetter.about == about)
    if before_id is not None:
        query = query.where(OutboxLetter.id < before_id)
    return list(db.session.scalars(query.order_by(OutboxLetter.id.desc()).limit(limit)))


def get_letter(event_id: int | None, letter_id: int) -> OutboxLetter:
    """One letter of that event (None: of no event).

    Raises:
        NotFound: there is none, or it is another event's.
    """
    query = select(OutboxLetter).where(OutboxLetter.id == letter_id, _of(event_id))
    letter = db.session.scalars(query).one_or_none() if letter_id <= LARGEST else None
    if letter is None:
        raise NotFound(_("There is no such e-mail here."))
    return letter


def is_letter_written(about: str, kinds: Collection[str], *, to: str) -> bool:
    """Whether a letter of one of these kinds is kept, about that, to that address, and leaves or has left."""
    letter = OutboxLetter
    query = select(letter.id).where(letter.about == about, letter.kind.in_(kinds), letter.to_address == to)
    query = query.where(letter.state.not_in(_NEVER_LEFT))
    return db.session.scalar(query.limit(1)) is not None


def list_gone_since(abouts: Collection[str], *, at: datetime) -> set[str]:
    """Which of these (`registration:12`) an e-mail is about that was written since that instant and has left, or is
    leaving."""
    gone = OutboxLetter.state.in_((LetterState.SENDING, LetterState.SENT, LetterState.BOUNCED))
    query = select(OutboxLetter.about).where(OutboxLetter.about.in_(abouts), OutboxLetter.created_at >= at, gone)
    return set(db.session.scalars(query))


def is_waiting_since(abouts: Collection[str], *, at: datetime) -> ColumnElement[bool]:
    """Whether an e-mail is about one of these, was written since that instant, and no worker has it."""
    waits = OutboxLetter.state.in_((LetterState.DUE, LetterState.COLLECTED))
    return OutboxLetter.about.in_(abouts) & (OutboxLetter.created_at >= at) & waits


def count_waiting_since(abouts: Collection[str], *, at: datetime) -> dict[int, int]:
    """Mailing → how many of those e-mails belong to it."""
    chosen = is_waiting_since(abouts, at=at) & OutboxLetter.mailing_id.is_not(None)
    query = select(OutboxLetter.mailing_id, func.count()).where(chosen).group_by(OutboxLetter.mailing_id)
    return {number: count for number, count in db.session.execute(query) if number is not None}


def list_forgotten(ids: Collection[int]) -> set[int]:
    """Those of `ids` whose letter has forgotten its reader, or is gone."""
    known = select(OutboxLetter.id).where(OutboxLetter.id.in_(ids), OutboxLetter.to_address != "")
    return set(ids) - set(db.session.scalars(known))


def count_letters() -> dict[str, int]:
    """State → number of letters; a state that no letter has counts nought."""
    rows = db.session.execute(select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state))
    counts = {state: int(n) for state, n in rows}
    return {state.value: counts.get(state, 0) for state in LetterState}


def _of(event_id: int | None) -> ColumnElement[bool]:
    return OutboxLetter.event_id == event_id if event_id is not None else OutboxLetter.event_id.is_(None)


def settle(letter_id: int, *, worker: str | None = None, **values: object) -> bool:
    """Write `values` to an unfinished letter, if `worker` (None: whoever) has it; whether it was written."""
    is_over = OutboxLetter.state.in_((LetterState.SENT, LetterState.BOUNCED))
    statement = update(OutboxLetter).where(OutboxLetter.id == letter_id, ~is_over)
    if worker is not None:
        statement = statement.where(OutboxLetter.leased_by == worker, OutboxLetter.state == LetterState.SENDING)
    statement = statement.values(**values).returning(OutboxLetter.id)
    return db.session.scalar(statement.execution_options(synchronize_session=False)) is not None


def list_full(*, until: datetime, limit: int) -> list[int]:
    """Settled letters written until then that still hold an address or a text, by number."""
    query = select(OutboxLetter.id).where(OutboxLetter.created_at <= until, *IS_FULL, _is_free())
    query = query.order_by(OutboxLetter.id)
    return list(db.session.scalars(query.limit(limit)))


def count_full(*, until: datetime) -> int:
    """How many settled letters written until then still hold an address or a text."""
    query = select(func.count()).select_from(OutboxLetter).where(OutboxLetter.created_at <= until, *IS_FULL, _is_free())
    return db.session.scalar(query) or 0


def _is_free() -> ColumnElement[bool]:
    """No event holds it back from deletion."""
    return or_(OutboxLetter.event_id.is_(None), OutboxLetter.event_id.not_in(held_events()))


def revive(letter_id: int, *, at: datetime) -> bool:
    """Make a failed letter due at `at`; whether it was failed."""
    statement = (
        update(OutboxLetter)
        .where(OutboxLetter.id == letter_id, OutboxLetter.state == LetterState.FAILED, OutboxLetter.to_address != "")
        .values(state=LetterState.DUE, due_at=at, attempts=0)
        .returning(OutboxLetter.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement) is not None


def find_collection(event_id: int) -> Mailing | None:
    """The e-mails about the event that wait to be told, or None; ask after the lock."""
    query = select(Mailing).where(Mailing.event_id == event_id, Mailing.state == MailingState.COLLECTED)
    return db.session.scalars(query.order_by(Mailing.id).limit(1)).one_or_none()


def get_mailing(event_id: int, mailing_id: int) -> Mailing:
    """One mailing of that event.

    Raises:
        NotFound: there is none, or it is another event's.
    """
    query = select(Mailing).where(Mailing.id == mailing_id, Mailing.event_id == event_id)
    mailing = db.session.scalars(query).one_or_none() if mailing_id <= LARGEST else None
    if mailing is None:
        raise NotFound(_("There are no such e-mails here."))
    return mailing


def list_open_mailings(event_id: int, *, at: datetime) -> list[Mailing]:
    """What can be taken back at `at`, and what waits to be told, the latest first; one statement."""
    return list(db.session.scalars(_open_ones(), {"event_id": event_id, "at": at}))


@cache
def _open_ones() -> Select[Mailing]:
    """Put together once, since every page of an event's team asks it: 0.06 ms instead of 0.22, on PostgreSQL 0.15
    instead of 0.40."""
    is_held = (Mailing.state == MailingState.HELD) & (Mailing.leaves_at > bindparam("at")) & (Mailing.number > 0)
    is_open = is_held | (Mailing.state == MailingState.COLLECTED)
    return select(Mailing).where(Mailing.event_id == bindparam("event_id"), is_open).order_by(Mailing.id.desc())


def list_kinds(mailing_ids: Collection[int]) -> dict[int, list[str]]:
    """Mailing → the kinds of its e-mails, the first written first; those that a worker has yet to write are of the
    same."""
    letter = OutboxLetter
    query = select(letter.mailing_id, letter.kind).where(letter.mailing_id.in_(mailing_ids))
    rows = db.session.execute(query.group_by(letter.mailing_id, letter.kind).order_by(func.min(letter.id))).all()
    return {mailing_id: [kind for held, kind in rows if held == mailing_id] for mailing_id in mailing_ids}


def is_open_until(event_id: SQLColumnExpression[int]) -> ScalarSelect[datetime]:
    """Within another query: until when e-mails about that event can be taken back, or wait to be told (then far away);
    NULL for none."""
    until = func.max(func.coalesce(Mailing.leaves_at, literal(_FAR_AWAY, Mailing.leaves_at.type)))
    is_open = ((Mailing.state == MailingState.HELD) & (Mailing.number > 0)) | (Mailing.state == MailingState.COLLECTED)
    return select(until).where(Mailing.event_id == event_id, is_open).scalar_subquery()


def count_gone(mailing_id: int) -> int:
    """How many e-mails of a mailing that was taken back leave nevertheless, or have left: all that were not taken."""
    is_gone = OutboxLetter.state != LetterState.TAKEN_BACK
    query = select(func.count()).where(OutboxLetter.mailing_id == mailing_id, is_gone)
    return db.session.scalar(query) or 0


def count_collected(mailing_id: int) -> int:
    """How many e-mails wait in a collection."""
    waits = OutboxLetter.state == LetterState.COLLECTED
    return db.session.scalar(select(func.count()).where(OutboxLetter.mailing_id == mailing_id, waits)) or 0


def list_collected(mailing_id: int) -> list[OutboxLetter]:
    """The e-mails that wait in a collection, in the order in which they were written."""
    waits = OutboxLetter.state == LetterState.COLLECTED
    query = select(OutboxLetter).where(OutboxLetter.mailing_id == mailing_id, waits)
    return list(db.session.scalars(query.order_by(OutboxLetter.id)))


def list_outlines(mailing_id: int) -> list[dict[str, Any]]:
    """Kind, language, name and address of the e-mails that wait in a collection, in their order; no text."""
    letter = OutboxLetter
    query = select(letter.kind, letter.language, letter.to_name, letter.to_address)
    query = query.where(letter.mailing_id == mailing_id, letter.state == LetterState.COLLECTED).order_by(letter.id)
    return [dict(row) for row in db.session.execute(query).mappings()]


def find_first(mailing_id: int, kind: str, language: str) -> OutboxLetter | None:
    """The first e-mail of that kind and language that waits in a collection, or None."""
    letter = OutboxLetter
    query = select(letter).where(letter.mailing_id == mailing_id, letter.state == LetterState.COLLECTED)
    query = query.where(letter.kind == kind, letter.language == language)
    return db.session.scalars(query.order_by(letter.id).limit(1)).one_or_none()
