"""Steps of the tests of mailed entries, which others take too."""

from __future__ import annotations

from eventmgr.event.events.models import HostBody, HostRole, Venue
from tests.factories import make_event

REASON = {"zh": "台风", "en": "Typhoon"}


def make_ready(**values):
    """An event that can be published again."""
    given = {
        "summary": {"zh": "交流经验"},
        "contact": {"name": "王敏", "phone": "021-1", "email": "office@example.com"},
        "hosts": [HostBody(role=HostRole.HOST, name={"zh": "样例局"})],
        "venues": [Venue(name={"zh": "样例中心"}, directions={"zh": "地铁2号线"})],
    }
    return make_event(**given | values)
