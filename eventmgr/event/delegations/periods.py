"""Liaisons are kept as long as the record of attendance, so that next year's event can take them over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from eventmgr.event.delegations import services, statements
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event


def _forget(liaisons: Sequence[Liaison], _at: datetime) -> None:
    """They go with the e-mails to them; what their units have said stays."""
    ids = [liaison.id for liaison in liaisons]
    services.forget(ids)
    statements.delete_liaisons(ids)


PERIODS = (
    kept_after_event(
        "liaisons",
        _l("Delegation liaisons"),
        Rows(select(Liaison).join(Event), forget=_forget),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
