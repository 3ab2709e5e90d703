"""Everything that is counted: the people and deals of an event, tables over events, series and years."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import ASIDE
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.panels import BESIDE_DEALS
from eventmgr.output.figures import manage, panels, trail, views
from eventmgr.output.figures.manage.saving import READ
from eventmgr.output.figures.models import SavedTable
from eventmgr.tools.web.rendering.menus import ACCOUNT

FEATURE = Feature(
    "figures",
    blueprints=(views.bp, manage.bp),
    offers={ASIDE: panels.who_comes, BESIDE_DEALS: panels.deal_figures},
    permissions={READ: frozenset(TeamRole) - {TeamRole.CHECK_IN}},
    typed_tables=(SavedTable,),
    words=trail.WORDS,
    numbers={
        "figures": Number(
            _l("Number of a table over several events"),
            _l("What the table says is counted, over all events that the reader may view."),
            "the table by event that it leads to",
        ),
        "no_show": Number(_l("No-show rate"), _l("Missing as a percentage of expected; staff are not counted.")),
        "figures_provinces": Number(
            _l("Provinces/regions of a table"),
            _l("How many provinces the people in a table come from; each counts once, however many events there are."),
        ),
        "figures_delegations": Number(
            _l("Delegations of a table"),
            _l(
                "How many delegations the people in a table belong to; each counts once, however many events there are."
            ),
        ),
        "figures_came": Number(
            _l("Came in a half hour"),
            _l("Participants whose first check-in of the day on a list falls within it; in total: for that day."),
        ),
        "figures_here": Number(
            _l("Here at the end of a half hour"),
            _l("Participants who were checked in by then and not checked out again."),
        ),
        "figures_invited": Number(
            _l("Invited delegations"), _l("Delegations invited to the event, within the filters of the table.")
        ),
        "figures_invitees": Number(
            _l("People invited personally"),
            _l("Personal invitations that were not revoked, within the filters of the table."),
            "the list that it leads to",
        ),
        "figures_met": Number(
            _l("Organizations that met"),
            _l("Organizations with at least one meeting that was held, within the filters of the table."),
            "the list that it leads to",
        ),
        "figures_shared": Number(
            _l("Sessions, listings and cases of a table"),
            _l(
                "What the table says is counted; what names several sectors or topics stands in each, and counts once in the total."
            ),
            "the list that it leads to",
        ),
        "figures_smes": Number(
            _l("Share of SMEs"),
            _l(
                "Those from medium-sized, small and micro enterprises, as a percentage of those whose size is stated: as they said when they registered, else as the directory says. Those of whom it is not stated are only counted beside it."
            ),
        ),
        "figures_meetings": Number(
            _l("Meetings held"),
            _l("Meetings that were held, within the filters of the table."),
            "the list that it leads to",
        ),
    },
    menu=(
        MenuEntry(menu.EVENT, _l("Charts"), "figures_manage.statistics", 10, menu.STATISTICS, READ),
        MenuEntry(menu.EVENT, _l("Tables of figures"), "figures_manage.of_event", 20, menu.STATISTICS, READ),
        MenuEntry(ACCOUNT, _l("Figures of all events"), "figures_manage.of_all", 31),
    ),
)
