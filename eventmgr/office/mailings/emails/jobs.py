"""What workers do with bulk e-mails. Each job is one transaction under the event's lock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.features import is_on
from eventmgr.ground.jobs.registry import handler
from eventmgr.ground.settings import bulk_mail_per_minute
from eventmgr.office.mailings.emails import services, statements
from eventmgr.office.mailings.emails.switch import BULKMAIL
from eventmgr.office.mailings.models import BulkMail


def _given_up(payload: dict[str, Any], at: datetime) -> None:
    if (found := _held(payload, at)) is not None:
        services.give_up(*found, at=at)


@handler(services.START, given_up=_given_up)
def start(payload: dict[str, Any], at: datetime) -> None:
    """Begin, if that is still wanted."""
    if (found := _held(payload, at)) is not None:
        services.start_if_due(*found, at=at)


@handler(services.GO_ON, given_up=_given_up)
def go_on(payload: dict[str, Any], at: datetime) -> None:
    """Write the next e-mails of a bulk e-mail."""
    if (found := _held(payload, at)) is not None:
        services.write_some(*found, payload["run"], at=at, per_minute=bulk_mail_per_minute())


@handler(services.TIDY)
def tidy(payload: dict[str, Any], _at: datetime) -> None:
    """The domains of the recipients of one that has ended go: a minute later nothing is counted by them."""
    statements.forget_domains(payload["mail"])


def _held(payload: dict[str, Any], at: datetime) -> tuple[Event, BulkMail] | None:
    """The event, locked, and its bulk e-mail as it stands behind the lock; None where they are gone, or the event has
    switched bulk e-mails off: it is paused, and goes on when somebody says so."""
    mail = db.session.get(BulkMail, payload["mail"])
    event = db.session.get(Event, mail.event_id) if mail is not None else None
    if mail is None or event is None:
        return None
    lock(event)
    mail = get_of(event, BulkMail, mail.id)
    if not is_on(BULKMAIL, event):
        services.rest(event, mail, at=at)
        return None
    return event, mail
