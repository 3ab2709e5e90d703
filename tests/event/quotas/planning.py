"""Steps of the tests of planning, which others take too."""

from __future__ import annotations

from eventmgr.event.events.models import Event, InvitedUnit, QuotaMode
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.planning.services import set_plan
from eventmgr.event.quotas.queries import get_plan
from eventmgr.event.registration.models import Source
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event

SHANGHAI, GUANGDONG = "310000", "440000"


def make_planned(quotas=None, *, pool=0, cells=(), returns_at=None, **values) -> Event:
    event = make_event(**{"quota_mode": QuotaMode.REFUSE} | values)
    for code, quota in (quotas or {SHANGHAI: 2, GUANGDONG: 2}).items():
        db.session.add(InvitedUnit(event_id=event.id, unit_code=code, quota=quota))
    db.session.commit()
    with transaction():
        plan(event, pool=pool, cells=cells, returns_at=returns_at)
    return event


def plan(event, **values):
    now = get_plan(event)
    there = {name: getattr(now, name) for name in ("pool", "cells", "returns_at")}
    return set_plan(event, **{**there, **values}, act=Act(OFFICE, NOON))


def come(event, unit=SHANGHAI, **values):
    source = Source.STAFF if values.get("role") is Role.STAFF else Source.SELF
    return register(event, make_applicant(unit=unit, province=unit, **values), source=source)
