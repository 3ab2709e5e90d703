"""Texts of e-mails that people have changed."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, bindparam, select

from eventmgr.ground.db import db
from eventmgr.ground.prepared import Prepared
from eventmgr.tools.messages.models import LetterText

_text = cast(Table, LetterText.__table__)
_OF_EVENT = Prepared(
    select(_text.c.event_id, _text.c.kind, _text.c.language, _text.c.subject, _text.c.body)
    .where(_text.c.event_id.in_((0, bindparam("number"))))
    .order_by(_text.c.event_id)
)


def list_values(event_id: int) -> list[tuple[int, str, str, str, str]]:
    """(event, kind, language, subject, body) of the house (event 0), then of that event; one prepared statement, for
    every e-mail about an event asks."""
    return [tuple(row) for row in _OF_EVENT.rows({"number": event_id})]


def find_text(event_id: int, kind: str, language: str) -> LetterText | None:
    """The changed text of that kind and language, of the event itself (0: of the house), or None."""
    row = select(LetterText).where(LetterText.event_id == event_id, LetterText.kind == kind)
    return db.session.scalars(row.where(LetterText.language == language)).one_or_none()


def list_texts(event_id: int) -> list[LetterText]:
    """All changed texts of the event itself (0: of the house), by kind and language."""
    row = select(LetterText).where(LetterText.event_id == event_id)
    return list(db.session.scalars(row.order_by(LetterText.kind, LetterText.language)))
