"""Everything that the sample wrote, without the numbers that a database gives."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem, Speaker
from eventmgr.event.events.models import Attachment, Deadline, Event, EventSector, HostBody, InvitedUnit, Notice
from eventmgr.event.quotas.models import Tally
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.privacy.models import Consent, PrivacyNotice
from eventmgr.matchmaking.outcomes.models import ActionItem
from eventmgr.tools.log.models import AuditEntry

MODELS = (
    *(Event, HostBody, InvitedUnit, EventSector, Deadline, Notice, PrivacyNotice, Attachment, AgendaItem, Speaker),
    *(ActionItem, Organization, Person, Registration, Consent, Tally, AuditEntry),
)


def digest() -> str:
    """One hash over all rows, in the order of their contents."""
    lines = []
    for model in MODELS:
        columns = [column for column in model.__table__.columns if not _is_number(column)]
        rows = db.session.execute(select(*columns)).all()
        lines += sorted(f"{model.__tablename__} {[_plain(value) for value in row]}" for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _is_number(column: Any) -> bool:
    return column.name == "id" or (column.name.endswith("_id") and column.name != "topic_id")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((key, _plain(one)) for key, one in value.items() if key != "group")
    return str(value)
