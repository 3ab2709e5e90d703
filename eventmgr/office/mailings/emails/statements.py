"""Set-based writes of bulk e-mails."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import update

from eventmgr.ground.db import db, insert_into
from eventmgr.office.mailings.models import BulkMailFile, BulkRecipient, RecipientState

_AT_ONCE = 500


def add_recipients(bulk_mail_id: int, people: Sequence[tuple[int, RecipientState, str]]) -> None:
    """(registration, state, domain) of each; who is there already stays as they are."""
    rows = [
        {"bulk_mail_id": bulk_mail_id, "registration_id": number, "state": state, "domain": domain}
        for number, state, domain in people
    ]
    for start in range(0, len(rows), _AT_ONCE):
        statement = insert_into(BulkRecipient).values(rows[start : start + _AT_ONCE]).on_conflict_do_nothing()
        db.session.execute(statement)


def settle(bulk_mail_id: int, ids: Sequence[int], state: RecipientState, *, written_at: datetime | None = None) -> None:
    """That is what became of those of its recipients."""
    if not ids:
        return
    chosen = (BulkRecipient.bulk_mail_id == bulk_mail_id) & BulkRecipient.registration_id.in_(ids)
    statement = update(BulkRecipient).where(chosen).values(state=state, written_at=written_at)
    db.session.execute(statement.execution_options(synchronize_session=False))


def forget_domains(bulk_mail_id: int) -> None:
    """The limit of a domain needs them no longer."""
    statement = update(BulkRecipient).where(BulkRecipient.bulk_mail_id == bulk_mail_id).values(domain="")
    db.session.execute(statement.execution_options(synchronize_session=False))


def drop_contents(ids: Collection[int], *, at: datetime) -> None:
    """What is in these files goes; their names and sizes stay."""
    statement = update(BulkMailFile).where(BulkMailFile.id.in_(ids)).values(content=None, deleted_at=at)
    db.session.execute(statement.execution_options(synchronize_session=False))
