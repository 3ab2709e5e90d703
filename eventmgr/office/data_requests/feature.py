"""Requests of people about their personal information."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import OPEN_WORK, WORK_OF_EVENTS
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import OWN_RIGHTS, RIGHTS
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number, Words
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.data_requests import letters, manage, panels, receivers, views
from eventmgr.office.data_requests.laws import LAWS
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.office.data_requests.periods import PERIODS

FEATURE = Feature(
    "data_requests",
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    laws=LAWS,
    periods=PERIODS,
    letters=letters.LETTERS,
    typed_tables=(DataRequest,),
    numbers={
        "open_requests": Number(
            _l("Open requests about personal information"),
            _l("Requests that are not answered and not overdue."),
            "the queue of requests, those that are open",
        ),
        "overdue_requests": Number(
            _l("Overdue requests about personal information"),
            _l("Requests that were not answered by the time they were due."),
            "the queue of requests, those that are overdue",
        ),
    },
    words=(
        Words(
            Registration,
            actions={
                "rights_asked": _l("request about personal information received"),
                "rights_withdrawn": _l("request about personal information withdrawn"),
                "rights_answered": _l("request about personal information answered"),
            },
            fields={"request_kind": _l("Request"), "request_state": _l("Decision")},
            values={
                "request_kind": dict(RequestKind.choices()),
                "request_state": dict(RequestState.choices()),
            },
            records=frozenset({"rights_asked", "rights_answered"}),
            keeps=frozenset({"request_kind", "request_state"}),
        ),
    ),
    holdings=(
        Holding(
            "data_requests",
            _l("Requests about personal information"),
            {
                "kind": _l("Request"),
                "text": _l("In your words"),
                "asked_at": _l("Asked for on"),
                "state": _l("State"),
                "answer": _l("Answer"),
                "answered_at": _l("Answered on"),
            },
            panels.held_of,
        ),
    ),
    offers={
        OWN_RIGHTS: panels.own,
        RIGHTS: panels.of_registration,
        OPEN_WORK: panels.open_work,
        WORK_OF_EVENTS: panels.work_of_events,
    },
    permissions={manage.ANSWER: frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})},
    menu=(
        MenuEntry(
            menu.EVENT,
            _l("Information requests"),
            "data_requests_manage.index",
            70,
            menu.REGISTRATION,
            manage.ANSWER,
            covers=True,
        ),
    ),
)
