"""Steps of the tests of page, which others take too."""

from __future__ import annotations

from eventmgr.event.events import services
from eventmgr.ground.db import transaction
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_file


def add_file(event, **values):
    with transaction():
        return services.add_file(
            event,
            make_file("参会须知.pdf", b"%PDF-1.7 content"),
            title={"zh": "须知"},
            act=Act(SYSTEM, NOON),
            **{"is_public": True} | values,
        )
