"""What switches stops of the visit on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.programme.study_visits.models import VisitStop

VISITS = Switch(
    "study_visits",
    _l("Stops of the visit"),
    _l("Say what each host asks of visitors, divide them into batches, and collect what they have seen."),
    menu.AGENDA,
    kinds=frozenset({EventKind.STUDY_VISIT}),
    contents=_l("the rules of the hosts, the batches, and the findings of visitors"),
    holds=has_rows(VisitStop),
)
