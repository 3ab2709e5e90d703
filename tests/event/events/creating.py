"""Steps of the tests of creating, which others take too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from eventmgr.event.events.models import (
    Event,
    EventKind,
)
from eventmgr.event.events.services import NewEvent, create
from eventmgr.ground.db import transaction
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_admin

MORNING = datetime(2026, 5, 13, 0, 30, tzinfo=UTC)
"""08:30 in Beijing."""


def draft(**values) -> NewEvent:
    defaults = {
        "kind": EventKind.SEMINAR,
        "timezone": "Asia/Shanghai",
        "title": {"zh": "智能制造研讨会", "en": "Smart Manufacturing Seminar"},
        "starts_at": MORNING,
        "ends_at": MORNING + timedelta(days=1, hours=8, minutes=30),
        "venue": {"zh": "会议中心"},
        "host": {"zh": "办公室"},
        "province_code": "310000",
    }
    return NewEvent(**defaults | values)


def created(owner=None, **values) -> Event:
    with transaction():
        return create(draft(**values), owner or make_admin(), act=Act(SYSTEM, NOON))
