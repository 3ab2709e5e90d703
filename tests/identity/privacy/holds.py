"""Steps of the tests of holds, which others take too."""

from __future__ import annotations

from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.services import delete_due, place_hold
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import NOON


def put(event):
    with transaction():
        place_hold(event.id, "审计调查", act=Act(OFFICE, NOON))


def run(at):
    with transaction():
        done = delete_due(at)
    db.session.expire_all()
    return {key: n for key, n in done.items() if n}
