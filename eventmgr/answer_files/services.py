"""Keeping what was uploaded: until the form is sent, then with the registration, and no longer."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from eventmgr.answer_files import statements
from eventmgr.answer_files.models import AnswerFile
from eventmgr.answer_files.receiving import Received
from eventmgr.db import db
from eventmgr.errors import BadValue
from eventmgr.forms.attached import Attached, attached_in
from eventmgr.i18n import _


def keep_waiting(event_id: int, field: str, received: Received, *, at: datetime) -> Attached:
    """Keep a file until its form is sent, a day at most."""
    key, size = secrets.token_hex(16), len(received.content)
    db.session.add(
        AnswerFile(
            key=key,
            event_id=event_id,
            field=field,
            filename=received.filename,
            content_type=received.kind.content_type,
            size=size,
            content=received.content,
            created_at=at,
        )
    )
    return Attached(key, received.filename, size)


def forget_waiting(event_id: int, files: Collection[Attached]) -> None:
    """What was uploaded with a form for questions that it turned out not to ask goes."""
    statements.drop_waiting(event_id, [file.key for file in files])


def settle(
    event_id: int,
    registration_id: int,
    now: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]] = (),
    *,
    merging: bool = False,
) -> None:
    """The registration has the files that are named `now`; those that were named `before` alone go.

    Args:
        now, before: answers by field, and what its person wants them to be.
        merging: two registrations become one, or are two again: files pass from one to the other, and none is deleted.

    Raises:
        BadValue: a file is there no longer.
    """
    wanted, held = _fields_of(now), _fields_of(before)
    new = wanted.keys() - held.keys()
    claimed = statements.claim(event_id, registration_id, new, of_others=merging) if new else 0
    if claimed < len(new) and not merging:
        raise BadValue(_("The file is no longer kept here: choose it again."), field=wanted[min(new)])
    gone = held.keys() - wanted.keys()
    if gone and not merging:
        statements.drop_keys(registration_id, gone)


def _fields_of(answers: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Key of a file → the field that it answers."""
    return {one.key: field for values in answers for field, one in attached_in(values).items()}


def forget_files(registration_ids: Collection[int], fields: Collection[str] | None = None) -> None:
    """What these registrations uploaded goes; of some questions alone, if they are named."""
    statements.drop_of(registration_ids, fields)
