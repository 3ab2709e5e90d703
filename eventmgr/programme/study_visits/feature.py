"""Study visits."""

from __future__ import annotations

from eventmgr.event.delegations.panels import BELOW_LIST
from eventmgr.event.events import menu
from eventmgr.event.events.panels import OPEN_WORK
from eventmgr.event.registration.notes import OWN_WAY
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.programme.study_visits import manage, panels, receivers, trail, views
from eventmgr.programme.study_visits.laws import LAWS
from eventmgr.programme.study_visits.models import VisitFinding, VisitStop
from eventmgr.programme.study_visits.periods import PERIODS
from eventmgr.programme.study_visits.switch import VISITS

FEATURE = Feature(
    "study_visits",
    switch=VISITS,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    typed_tables=(VisitStop, VisitFinding),
    offers={OWN_WAY: panels.own_way, OPEN_WORK: panels.open_work, BELOW_LIST: panels.of_liaison},
    permissions={panels.EDIT: frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR})},
    menu=(
        MenuEntry(
            menu.EVENT,
            _l("Stops of the visit"),
            "visits_manage.index",
            20,
            menu.AGENDA,
            panels.READ,
            covers=True,
        ),
    ),
    numbers={
        "visit_admitted": Number(
            _l("Visitors of a stop"), _l("People with a place whom the host of the stop admits, staff included.")
        ),
        "visit_refused": Number(
            _l("Not admitted"), _l("People with a place whom the host of the stop does not admit.")
        ),
        "visit_batch": Number(_l("Visitors of a batch"), _l("People in a batch of a stop.")),
        "visit_present": Number(
            _l("Counted at a stop"), _l("People who were checked in on a check-in list of the stop, at any time.")
        ),
        "visit_findings": Number(
            _l("Findings"), _l("Visitors who wrote what they found at a stop."), "the list of findings"
        ),
        "visit_broken": Number(
            _l("Stops to be repaired"),
            _l("Stops whose batches do not fit the list of participants."),
            "the list of stops",
        ),
    },
    holdings=(
        Holding(
            "visit_findings",
            _l("Findings at stops"),
            {
                "stop": _l("Stop"),
                "seen": _l("What I saw"),
                "adopt": _l("What is worth adopting"),
                "written_at": _l("Written at"),
            },
            panels.held_of,
        ),
    ),
)
