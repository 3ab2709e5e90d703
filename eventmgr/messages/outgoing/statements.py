"""Writing how the way out is doing, and making e-mails due together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, update

from eventmgr.db import db, insert_into
from eventmgr.messages.models import LetterState, OutboxLetter, WayOut


def begin() -> None:
    """Have the one row, where it is not there."""
    statement = insert_into(WayOut).values(id=1, answer="", refusals=0)
    db.session.execute(statement.on_conflict_do_nothing(index_elements=["id"]))


def hasten(*, at: datetime) -> None:
    """What was tried once and put off is due now."""
    letter = OutboxLetter
    put_off = (letter.state == LetterState.DUE, letter.due_at > at, letter.attempts == 1, letter.last_error != "")
    _change(*put_off, due_at=at)


def revive_all(event_id: int | None, *, everywhere: bool, at: datetime) -> int:
    """All e-mails of that event (None: of no event; or all there are) that could not be delivered are due once more; how many."""
    letter = OutboxLetter
    chosen = [letter.state == LetterState.FAILED, letter.to_address != ""]
    if not everywhere:
        chosen.append(letter.event_id.is_(None) if event_id is None else letter.event_id == event_id)
    return _change(*chosen, state=LetterState.DUE, due_at=at, attempts=0)


def _change(*chosen: object, **values: object) -> int:
    statement = update(OutboxLetter).where(*chosen).values(**values)  # type: ignore[arg-type]
    done = db.session.execute(statement.execution_options(synchronize_session=False))
    return done.rowcount if isinstance(done, CursorResult) else 0
