"""Letters that forget their reader, and letters that are changed together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, literal, update

from eventmgr.ground.db import change_rows, db
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from eventmgr.tools.messages.queries import IS_FULL, is_waiting_since

_BLANK: dict[str, Any] = {
    "to_name": "",
    "to_address": "",
    "text": "",
    "html": "",
    "attachments": [],
    "last_error": "",
    "forget": True,
}
"""Subject, kind and instants stay: that a letter was written, and when."""


def note_bounced(message_id: str, reason: str) -> bool:
    """The sent e-mail with that Message-ID came back; whether there is one that has not come back already."""
    chosen = (OutboxLetter.message_id == message_id) & (OutboxLetter.state == LetterState.SENT)
    kept = case((OutboxLetter.to_address == "", ""), else_=reason)
    return _change(chosen, state=LetterState.BOUNCED, last_error=kept) == 1


def blank(ids: Collection[int]) -> None:
    """Take name, address and text out of these letters, if they are settled."""
    _blank(OutboxLetter.id.in_(ids))


def blank_if_forgotten(letter_id: int) -> None:
    """The same with a letter that was only kept to be sent."""
    _blank((OutboxLetter.id == letter_id) & OutboxLetter.forget)


def blank_about(abouts: Collection[str]) -> None:
    """The same with all letters about these (`<table>:<id>`); one that is on its way follows once it is settled, one
    that was collected never leaves."""
    state = OutboxLetter.state
    never = literal(LetterState.TAKEN_BACK, OutboxLetter.state.type)
    mark = (
        update(OutboxLetter)
        .where(OutboxLetter.about.in_(abouts))
        .values(forget=True, state=case((state == LetterState.COLLECTED, never), else_=state))
    )
    change_rows(mark)
    _blank(OutboxLetter.about.in_(abouts))


def _blank(chosen: ColumnElement[bool]) -> None:
    statement = update(OutboxLetter).where(chosen, *IS_FULL).values(**_BLANK)
    change_rows(statement)


def take_back(mailing_id: int, *, kind: str | None = None) -> int:
    """Those e-mails of a mailing that no worker has never leave (of one kind, or all); how many they were."""
    waits = OutboxLetter.state.in_((LetterState.DUE, LetterState.COLLECTED))
    chosen = (OutboxLetter.mailing_id == mailing_id) & waits
    if kind is not None:
        chosen &= OutboxLetter.kind == kind
    return _change(chosen, state=LetterState.TAKEN_BACK, due_at=None)


def take_back_about(about: str) -> None:
    """Those e-mails about this that no worker has never leave."""
    waits = OutboxLetter.state.in_((LetterState.DUE, LetterState.COLLECTED))
    _change((OutboxLetter.about == about) & waits, state=LetterState.TAKEN_BACK, due_at=None)


def take_back_since(abouts: Sequence[str], *, at: datetime) -> None:
    """Those e-mails about these, written since that instant, that no worker has never leave."""
    _change(is_waiting_since(abouts, at=at), state=LetterState.TAKEN_BACK, due_at=None)


def move_due(mailing_id: int, collection_id: int) -> int:
    """Those e-mails of a mailing that no worker has wait in a collection; how many they were."""
    chosen = (OutboxLetter.mailing_id == mailing_id) & (OutboxLetter.state == LetterState.DUE)
    return _change(chosen, state=LetterState.COLLECTED, due_at=None, mailing_id=collection_id)


def release(collection_id: int, mailing_id: int | None, *, due_at: datetime) -> int:
    """The e-mails of a collection are due, as those of another mailing; how many they were."""
    chosen = (OutboxLetter.mailing_id == collection_id) & (OutboxLetter.state == LetterState.COLLECTED)
    return _change(chosen, state=LetterState.DUE, due_at=due_at, mailing_id=mailing_id)


def _change(chosen: ColumnElement[bool], **values: object) -> int:
    db.session.flush()
    statement = update(OutboxLetter).where(chosen).values(**values)
    return change_rows(statement)
