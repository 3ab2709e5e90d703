"""Keeping what was uploaded: until the form is sent, then with the registration, and no longer."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from eventmgr.event.forms.answer_files import queries, statements
from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.attached import Attached, attached_in
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue, Busy
from eventmgr.ground.i18n import _
from eventmgr.ground.jobs.services import enqueue_once
from eventmgr.ground.jobs.turns import WAITING_FILES, take_turns
from eventmgr.tools.uploads.checking import CheckedFile

KEPT_FOR = timedelta(hours=1)
FORGET = "answer_files.forget"
_TOGETHER = timedelta(minutes=10)
"""What is uploaded within so long goes by one job."""


@dataclass(frozen=True)
class Room:
    """How many bytes may wait for their forms to be sent: of one event, and of the whole site."""

    event: int
    site: int


def check_room(event_id: int, size: int, room: Room) -> None:
    """Whether a file of so many bytes may be kept until its form is sent.

    Raises:
        Busy: too many wait already.
    """
    of_event, of_site = queries.get_waiting_bytes(event_id)
    size += queries.ROW
    if of_event + size > room.event or of_site + size > room.site:
        raise Busy(
            _(
                "Too many files are waiting for their forms to be sent, so no more are accepted at the "
                "moment. Try again in a few minutes; what you have typed is kept."
            )
        )


def keep_waiting(event_id: int, field: str, file: CheckedFile, room: Room, *, at: datetime) -> Attached:
    """Keep a file until its form is sent, an hour and some minutes at most.

    Raises:
        Busy: too many wait already.
    """
    take_turns(WAITING_FILES)
    statements.drop_left(at - KEPT_FOR)
    check_room(event_id, file.size, room)
    span = int(at.timestamp() // _TOGETHER.total_seconds()) + 1
    over = datetime.fromtimestamp(span * _TOGETHER.total_seconds(), UTC)
    enqueue_once(FORGET, str(span), at=at, due_at=over + KEPT_FOR)
    key = secrets.token_hex(16)
    db.session.add(AnswerFile.of(file, at=at, key=key, event_id=event_id, field=field))
    return Attached(key, file.filename, file.size)


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
    return {attached.key: field for values in answers for field, attached in attached_in(values).items()}


def forget_files(registration_ids: Collection[int], fields: Collection[str] | None = None) -> None:
    """What these registrations uploaded goes; of some questions alone, if they are named."""
    statements.drop_of(registration_ids, fields)
