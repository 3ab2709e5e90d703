"""Reading bulk e-mails and those who get them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import undefer

from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import held_events
from eventmgr.office.mailings.models import BulkMail, BulkMailFile, BulkMailState, BulkRecipient, RecipientState
from eventmgr.tools.messages.models import LetterState, OutboxLetter

WINDOW = timedelta(minutes=1)
"""In which so many e-mails may go to one domain."""
_R = BulkRecipient


def count_mails(event_id: int) -> int:
    """How many the event has."""
    return int(db.session.scalar(select(func.count()).where(BulkMail.event_id == event_id)) or 0)


def list_unfinished(event_id: int) -> list[BulkMail]:
    """Those of the event that wait for their time, are being sent or paused, the oldest first."""
    states = (BulkMailState.SCHEDULED, BulkMailState.SENDING, BulkMailState.PAUSED)
    query = select(BulkMail).where(BulkMail.event_id == event_id, BulkMail.state.in_(states))
    return list(db.session.scalars(query.order_by(BulkMail.id)))


def count_paused(event_id: int) -> int:
    """How many of the event are paused."""
    is_paused = BulkMail.state == BulkMailState.PAUSED
    return int(db.session.scalar(select(func.count()).where(BulkMail.event_id == event_id, is_paused)) or 0)


def count_around(event_id: int, at: datetime, width: timedelta) -> int:
    """How many of the event have begun, or wait for their time, less than `width` before or after `at`."""
    mail = BulkMail
    begun = (mail.started_at > at - width) & (mail.started_at < at + width)
    waits = (mail.state == BulkMailState.SCHEDULED) & (mail.due_at > at - width) & (mail.due_at < at + width)
    query = select(func.count()).select_from(mail).where(mail.event_id == event_id, begun | waits)
    return int(db.session.scalar(query) or 0)


def count_recipients(ids: list[int]) -> dict[int, dict[RecipientState, int]]:
    """Number of a bulk e-mail → state of its recipients → how many; one statement."""
    query = select(_R.bulk_mail_id, _R.state, func.count()).where(_R.bulk_mail_id.in_(ids))
    found: dict[int, dict[RecipientState, int]] = {number: {} for number in ids}
    for number, state, n in db.session.execute(query.group_by(_R.bulk_mail_id, _R.state)):
        found[number][state] = int(n)
    return found


def list_next(
    bulk_mail_id: int, *, at: datetime, per_minute: int, limit: int
) -> list[tuple[BulkRecipient, Registration]]:
    """The next who may be written to: of each domain so many that with those of the last minute, of any bulk e-mail,
    they are not more than `per_minute` (0: no limit)."""
    waiting = (_R.bulk_mail_id == bulk_mail_id, _R.state == RecipientState.WAITING)
    query = select(_R, Registration).join(Registration, Registration.id == _R.registration_id)
    if per_minute:
        used = (
            select(_R.domain, func.count().label("n")).where(_R.written_at > at - WINDOW).group_by(_R.domain).subquery()
        )
        place = func.row_number().over(partition_by=_R.domain, order_by=_R.registration_id).label("place")
        ranked = select(_R.registration_id.label("number"), _R.domain.label("domain"), place).where(*waiting).subquery()
        allowed = (
            select(ranked.c.number)
            .outerjoin(used, used.c.domain == ranked.c.domain)
            .where(ranked.c.place + func.coalesce(used.c.n, 0) <= per_minute)
        )
        query = query.where(_R.registration_id.in_(allowed))
    query = query.where(*waiting).order_by(_R.registration_id).limit(limit)
    return [(recipient, registration) for recipient, registration in db.session.execute(query)]


def get_file(mail: BulkMail, file_id: int) -> BulkMailFile:
    """A file of that bulk e-mail, with its content.

    Raises:
        NotFound: there is none, or it is another one's.
    """
    return get_of(mail, BulkMailFile, file_id, undefer(BulkMailFile.content))


def find_content(key: str) -> bytes | None:
    """What is in the file that the outbox calls so; None: it is kept no longer."""
    return db.session.scalar(select(BulkMailFile.content).where(BulkMailFile.key == key))


def count_over(kinds: Collection[str], *, until: datetime) -> int:
    """How many files are kept of bulk e-mails that had ended by then.

    Args:
        kinds: of their e-mails; as long as one of the event has not left, its files are needed.
    """
    query = select(func.count()).select_from(BulkMailFile).join(BulkMail)
    return int(db.session.scalar(query.where(*_is_over(kinds, until))) or 0)


def list_over(kinds: Collection[str], *, until: datetime, limit: int) -> list[int]:
    """The numbers of these files."""
    query = select(BulkMailFile.id).join(BulkMail).where(*_is_over(kinds, until))
    return list(db.session.scalars(query.order_by(BulkMailFile.id).limit(limit)))


def _is_over(kinds: Collection[str], until: datetime) -> tuple[ColumnElement[bool], ...]:
    waits = OutboxLetter.state.in_((LetterState.DUE, LetterState.SENDING)) & OutboxLetter.kind.in_(kinds)
    left = select(OutboxLetter.event_id).where(waits, OutboxLetter.event_id.is_not(None))
    return (
        BulkMailFile.deleted_at.is_(None),
        BulkMail.finished_at <= until,
        BulkMail.event_id.not_in(held_events()),
        BulkMail.event_id.not_in(left),
    )
