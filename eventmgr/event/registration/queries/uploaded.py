"""Files that were uploaded with registrations."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select

from eventmgr.event.forms.attached import attached_in
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.content.uploaded import Uploaded
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db


def list_uploaded(event_id: int, fields: Collection[str]) -> list[Uploaded]:
    """The files that answer these questions, of live registrations that are not only kept, in the order of arrival."""
    if not fields:
        return []
    held = or_(*(Registration.answers[name].as_string().is_not(None) for name in sorted(fields)))
    query = (
        select(Registration.id, Registration.name, Registration.organization_name, Registration.answers)
        .where(Registration.event_id == event_id, Registration.status.in_(LIVE), Registration.restricted_at.is_(None), held)
        .order_by(Registration.id)
    )  # fmt: skip
    return [
        Uploaded(number, name, organization, field, attached)
        for number, name, organization, answers in db.session.execute(query)
        for field, attached in attached_in(answers).items()
        if field in fields
    ]
