"""Letters that forget their reader."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, update

from eventmgr.db import db
from eventmgr.messages.models import OutboxLetter
from eventmgr.messages.queries import IS_FULL

_BLANK: dict[str, Any] = {
    "to_name": "", "to_address": "", "text": "", "html": "", "attachments": [], "last_error": "", "forget": True,
}  # fmt: skip
"""Subject, kind and instants stay: that a letter was written, and when."""


def blank(ids: Collection[int]) -> None:
    """Take name, address and text out of these letters, if they are settled."""
    _blank(OutboxLetter.id.in_(ids))


def blank_if_forgotten(letter_id: int) -> None:
    """The same with a letter that was only kept to be sent."""
    _blank((OutboxLetter.id == letter_id) & OutboxLetter.forget)


def blank_about(abouts: Collection[str]) -> None:
    """The same with all letters about these (`<table>:<id>`); one that is on its way follows once it is settled."""
    mark = update(OutboxLetter).where(OutboxLetter.about.in_(abouts)).values(forget=True)
    db.session.execute(mark.execution_options(synchronize_session="fetch"))
    _blank(OutboxLetter.about.in_(abouts))


def _blank(chosen: ColumnElement[bool]) -> None:
    statement = update(OutboxLetter).where(chosen, *IS_FULL).values(**_BLANK)
    db.session.execute(statement.execution_options(synchronize_session="fetch"))
