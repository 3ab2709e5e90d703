"""Reading the outbox, and the one statement that settles a letter."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.i18n import _
from eventmgr.messages.models import LetterState, OutboxLetter
from eventmgr.text import LARGEST

IS_FULL = (
    OutboxLetter.state.in_((LetterState.SENT, LetterState.FAILED)),
    (OutboxLetter.to_address != "") | (OutboxLetter.text != ""),
)
"""Sent or given up, and not yet forgotten."""


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
    """Whether a letter of one of these kinds is kept, about that, to that address."""
    letter = OutboxLetter
    query = select(letter.id).where(letter.about == about, letter.kind.in_(kinds), letter.to_address == to)
    return db.session.scalar(query.limit(1)) is not None


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
    statement = update(OutboxLetter).where(OutboxLetter.id == letter_id, OutboxLetter.state != LetterState.SENT)
    if worker is not None:
        statement = statement.where(OutboxLetter.leased_by == worker, OutboxLetter.state == LetterState.SENDING)
    statement = statement.values(**values).returning(OutboxLetter.id)
    return db.session.scalar(statement.execution_options(synchronize_session=False)) is not None


def list_full(*, until: datetime, limit: int) -> list[int]:
    """Settled letters written until then that still hold an address or a text, by number."""
    query = select(OutboxLetter.id).where(OutboxLetter.created_at <= until, *IS_FULL).order_by(OutboxLetter.id)
    return list(db.session.scalars(query.limit(limit)))


def count_full(*, until: datetime) -> int:
    """How many settled letters written until then still hold an address or a text."""
    query = select(func.count()).select_from(OutboxLetter).where(OutboxLetter.created_at <= until, *IS_FULL)
    return db.session.scalar(query) or 0


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
