"""Writing how the way out is doing, and making e-mails due together."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import update

from eventmgr.ground.db import db, insert_into
from eventmgr.tools.messages.models import LetterState, OutboxLetter, WayOut


def begin() -> None:
    """Have the one row, where it is not there."""
    statement = insert_into(WayOut).values(id=1, answer="", refusals=0)
    db.session.execute(statement.on_conflict_do_nothing(index_elements=["id"]))


def hasten(*, at: datetime) -> None:
    """What was tried once and put off is due now."""
    letter = OutboxLetter
    put_off = (letter.state == LetterState.DUE, letter.due_at > at, letter.attempts == 1, letter.last_error != "")
    db.session.execute(update(letter).where(*put_off).values(due_at=at).execution_options(synchronize_session=False))


def revive_all(event_id: int | None, *, everywhere: bool, at: datetime) -> dict[int | None, list[int]]:
    """All e-mails of that event (None: of no event; or all there are) that could not be delivered are due once more;
    event → their numbers."""
    letter = OutboxLetter
    chosen = [letter.state == LetterState.FAILED, letter.to_address != ""]
    if not everywhere:
        chosen.append(letter.event_id.is_(None) if event_id is None else letter.event_id == event_id)
    statement = update(letter).where(*chosen).values(state=LetterState.DUE, due_at=at, attempts=0)
    statement = statement.execution_options(synchronize_session=False)
    revived: defaultdict[int | None, list[int]] = defaultdict(list)
    for number, of in db.session.execute(statement.returning(letter.id, letter.event_id)):
        revived[of].append(number)
    return dict(revived)
