"""Steps of the tests of manage, which others take too."""

from __future__ import annotations

from eventmgr.event.events.models import Event, EventStatus, HostBody, HostRole, Venue
from tests.factories import make_event


def ready_draft(**values) -> Event:
    defaults = {
        "status": EventStatus.DRAFT,
        "published_on": None,
        "summary": {"zh": "交流经验"},
        "contact": {"name": "王敏", "phone": "15400000001"},
        "venues": [Venue(name={"zh": "会议中心"}, position=0)],
        "hosts": [HostBody(role=HostRole.HOST, name={"zh": "办公室"}, position=0)],
    }
    return make_event(**defaults | values)
