"""What an event concluded."""

from __future__ import annotations

from eventmgr.events.menu import EVENT, RESULTS
from eventmgr.events.panels import OPEN_WORK
from eventmgr.features import Feature, MenuEntry, Number
from eventmgr.i18n import _l
from eventmgr.outcomes import trail
from eventmgr.outcomes.action_items import manage, panels
from eventmgr.outcomes.models import ActionItem
from eventmgr.team.roles import TeamRole

FEATURE = Feature(
    "outcomes",
    numbers={
        "open_items": Number(
            _l("Open action items"), _l("Action items that are in progress."), "the list of action items, by state"
        ),
    },
    typed_tables=(ActionItem,),
    words=trail.WORDS,
    blueprints=(manage.bp,),
    offers={OPEN_WORK: panels.open_work},
    permissions={"outcomes.edit": frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR})},
    menu=(MenuEntry(EVENT, _l("Action items"), "outcomes_manage.index", 30, RESULTS, "outcomes.edit", covers=True),),
)
