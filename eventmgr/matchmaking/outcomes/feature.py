"""What an event concluded."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import NEEDS, OPEN_WORK, SETTINGS, Need, SettingsPage, settings_pages
from eventmgr.event.invitations.panels import LEAVER
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes import forms, manage, panels, receivers, trail, views
from eventmgr.matchmaking.outcomes import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.matchmaking.outcomes.action_items import manage as action_items
from eventmgr.matchmaking.outcomes.laws import LAWS
from eventmgr.matchmaking.outcomes.models import ActionItem, Deal, DealMetric, DealParty, DealReport, StageChange
from eventmgr.matchmaking.outcomes.panels import EDIT, READ
from eventmgr.matchmaking.outcomes.periods import PERIODS
from eventmgr.matchmaking.outcomes.reminding import letters
from eventmgr.matchmaking.outcomes.switch import DEALS

FEATURE = Feature(
    "outcomes",
    switch=DEALS,
    numbers={
        "open_items": Number(
            _l("Open action items"), _l("Action items that are in progress."), "the list of action items, by state"
        ),
        "deals": Number(
            _l("Deals"),
            _l("Deals of the event; entries that were merged into another count once."),
            "the list of deals, by the filter of the link",
        ),
        "deal_amount": Number(
            _l("Amount of deals"),
            _l(
                "Planned total investment of deals or, if it is not stated, their contract value; each "
                "deal once, by its own amount."
            ),
            "the list of deals, by the filter of the link",
        ),
        "deal_kind": Number(
            _l("Amounts of one kind"),
            _l("Amounts of one kind that deals state, added up."),
            "the list of deals, by kind of amount",
        ),
        "deal_ratio": Number(
            _l("Ratio of deals"),
            _l("Started, fulfilled or funds in place, as a share of the contracts of the types that are counted."),
        ),
        "deal_metrics": Number(
            _l("Reports of a metric"), _l("How many times deals that count report a metric, in one direction and unit.")
        ),
        "deal_pairs": Number(
            _l("Deals that look alike"), _l("Two entries that count and may be one deal, for one reason or more.")
        ),
        "brought": Number(
            _l("Follow-on deals"),
            _l("Deals that followed from one, directly or indirectly, each counted once."),
            "the list of deals, by the deal that they followed from",
        ),
    },
    typed_tables=(ActionItem, Deal, DealParty, DealMetric, StageChange, DealReport),
    codes={
        "province": (Deal.told_by_code, DealParty.province_code),
        "sector": (DealParty.sector_code,),
    },
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    holdings=(
        Holding(
            "deals",
            _l("Contact of deals"),
            {
                "recorded_at": _l("Recorded on"),
                "deal": _l("Deal"),
                "side": _l("Side of the deal"),
                "contact": _l("Contact"),
            },
            panels.held_of,
        ),
    ),
    letters=letters.LETTERS,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    offers={
        NEEDS: Need(DEALS, panels.need),
        OPEN_WORK: panels.open_work,
        LEAVER: letters.leaver,
        SETTINGS: settings_pages(
            SettingsPage(_l("Reminders and ratios"), "deals_manage.settings", EDIT, forms.PlanForm)
        ),
    },
    permissions={
        READ: frozenset(TeamRole) - {TeamRole.CHECK_IN},
        EDIT: frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR}),
    },
    unlisted={"/deals/": ()},
    menu=(MenuEntry(menu.EVENT, _l("Outcomes"), "deals_manage.index", 20, menu.AFTERWARDS, READ, covers=True),),
)

ACTION_ITEMS = Feature(
    "action_items",
    blueprints=(action_items.bp,),
    menu=(MenuEntry(menu.EVENT, _l("Action items"), "outcomes_manage.index", 10, menu.AFTERWARDS, EDIT, covers=True),),
)
"""What the event agreed on, and who does it; every event has them."""
