"""Writing bulk e-mails, giving the word, and doing what a worker does."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction, write
from eventmgr.ground.jobs import services as jobs
from eventmgr.office.mailings.emails import services
from eventmgr.office.mailings.emails.services import Draft
from eventmgr.office.mailings.models import BulkMail, BulkRecipient, RecipientState
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.registration.applicants import OFFICE

TEXT: dict[str, Any] = {
    "subject": {"zh": "会场调整", "en": "Another hall"},
    "body": {"zh": "{称呼}\n\n会场改为三号厅。\n\n{报名链接}", "en": "{greeting}\n\nWe meet in hall 3.\n\n{link}"},
}


def act() -> Act:
    return Act(OFFICE, clock.now())


def drafted(event, filters=None, **values) -> BulkMail:
    with transaction():
        return services.write(event, Draft(**{**TEXT, **values}), filters or {"status": "live"}, act=act())


def confirmed(event, filters=None, **values) -> BulkMail:
    mail = drafted(event, filters, **values)
    do(services.confirm, event, mail, mail.version)
    return mail


def do(verb, *things) -> None:
    with transaction():
        verb(*things, act=act())


def work() -> int:
    """What a worker does with jobs until nothing is due; how many jobs."""
    done = 0
    while due := write(lambda: jobs.lease_due("w", at=clock.now(), seconds=60, limit=5)):
        for job in due:
            write(lambda job=job: jobs.run(job, at=clock.now()))
            done += 1
    db.session.expire_all()
    return done


def letters(kind="bulkmail.%") -> list[OutboxLetter]:
    db.session.expire_all()
    return list(db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind.like(kind)).order_by(OutboxLetter.id)))


def reached() -> list[str]:
    return [letter.to_address for letter in letters()]


def states(mail) -> dict[int, RecipientState]:
    db.session.expire_all()
    query = select(BulkRecipient).where(BulkRecipient.bulk_mail_id == mail.id)
    return {row.registration_id: row.state for row in db.session.scalars(query)}
