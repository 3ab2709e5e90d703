"""Steps of the tests of requests, which others take too."""

from __future__ import annotations

from eventmgr.ground.db import transaction
from eventmgr.office.data_requests import services
from eventmgr.office.data_requests.models import RequestKind, RequestState
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, VISITOR
from tests.factories import NOON


def asks(place, kind=RequestKind.RESTRICT, text="请限制处理", *, at=NOON, days=15):
    with transaction():
        return services.ask(place.event, place, kind, text, days=days, act=Act(VISITOR, at))


def answers(request, decision=RequestState.GRANTED, *, at=NOON):
    with transaction():
        services.answer(request.registration.event, request, decision, "已核实", act=Act(OFFICE, at))
