"""What can be counted, by what, and how both are called. Pure.

People are counted as the cube of `registration.counting` says, deals as `outcomes.deals.figures`; here stands what one
may choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.event.events import switch
from eventmgr.event.invitations.switch import INVITATIONS
from eventmgr.event.registration.counting.figures import FIGURES
from eventmgr.exchange.cases import switch as case_switch
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings import switch as listing_switch
from eventmgr.matchmaking.meeting_plans import switch as meeting_switch
from eventmgr.matchmaking.outcomes import switch as deal_switch
from eventmgr.on_site.signup import switch as group_switch
from eventmgr.programme.checkin import switch as checkin_switch

PEOPLE, INVITED, INVITEES, MEETINGS, DEALS = "people", "invited", "invitees", "meetings", "deals"
SESSIONS, LISTINGS, CASES = "sessions", "listings", "cases"
FAMILY_SWITCHES: Mapping[str, Switch] = {
    INVITED: switch.DELEGATIONS,
    INVITEES: INVITATIONS,
    MEETINGS: meeting_switch.MEETINGS,
    DEALS: deal_switch.DEALS,
    LISTINGS: listing_switch.LISTINGS,
    CASES: case_switch.CASES,
}
"""What is counted → what an event has switched on to have it."""
PEOPLE_SWITCHES: Mapping[str, Switch] = {
    "unit": switch.DELEGATIONS,
    "topic": group_switch.GROUPS,
    "track": group_switch.GROUPS,
    "attended": checkin_switch.CHECK_IN,
    "missing": checkin_switch.CHECK_IN,
}
"""What tells people apart, or counts them → what an event has switched on for it; where it is off nobody has it."""
"""Families of measures: one question to the database each."""
_WHERE = ("event", "series", "year", "kind", "host")


@dataclass(frozen=True)
class Measure:
    """A number of which a table can be made."""

    name: Any
    says: Any
    family: str
    by: tuple[str, ...]
    """What it can be told apart by (keys of `DIMENSIONS`)."""
    permission: str
    """What one must be allowed at an event whose numbers one reads."""
    is_money: bool = False


def _of_people(key: str) -> Measure:
    by = (*_WHERE, "unit", "province", "sector", "role", "size", "topic", "track")
    return Measure(FIGURES[key].name, FIGURES[key].says, PEOPLE, by, "insights.read")


_OF_CASES = ("year", "province", "sector", "size", "topic", "track")
_SIDES = (*_WHERE, "province", "partner", "sector", "size")
_OF_DEALS = (*_SIDES, "topic")
MEASURES: Mapping[str, Measure] = {
    "invited": Measure(
        _l("Invited delegations"),
        _l("Delegations that events invite; each counts once for each event."),
        INVITED,
        (*_WHERE, "unit", "province"),
        "insights.read",
    ),
    "invitees": Measure(
        _l("People invited personally"),
        _l(
            "People with a personal invitation that was not revoked, whatever the outcome; each counts once per "
            "event. People invited through a delegation or with a code are not included."
        ),
        INVITEES,
        (*_WHERE, "unit", "province", "role"),
        "invitations.read",
    ),
    "registered": _of_people("registered"),
    "expected": _of_people("expected"),
    "attended": _of_people("attended"),
    "missing": replace(
        _of_people("missing"),
        says=_l(
            "Participants of events that have begun who hold a place and are not marked as attended. Staff are not counted."
        ),
    ),
    "met": Measure(
        _l("Organizations that met"),
        _l("Organizations with at least one meeting that was held; each counts once for each event."),
        MEETINGS,
        (*_WHERE, "unit", "province", "sector", "size"),
        "meetings.read",
    ),
    "meetings": Measure(
        _l("Meetings held"),
        _l("Meetings that were held; each counts once, for the organization that asked for it."),
        MEETINGS,
        _SIDES,
        "meetings.read",
    ),
    "intentions": Measure(
        _l("Intentions and more"),
        _l(
            "Deals from intention onwards, including those that ended afterwards; each counts once, "
            "for its initiating side. The topic is that of the listings that led to it."
        ),
        DEALS,
        _OF_DEALS,
        "outcomes.read",
    ),
    "contracts": Measure(
        _l("Contracts"),
        _l(
            "Deals that have reached a contract, including those that ended afterwards; each counts "
            "once, for its initiating side. The topic is that of the listings that led to it."
        ),
        DEALS,
        _OF_DEALS,
        "outcomes.read",
    ),
    "amount": Measure(
        _l("Amount"),
        _l(
            "The planned total investment of deals or, if it is not stated, the contract value; each "
            "deal once, for its initiating side. The topic is that of the listings that led to it."
        ),
        DEALS,
        _OF_DEALS,
        "outcomes.read",
        is_money=True,
    ),
    "sessions": Measure(
        _l("Sessions"),
        _l(
            "Talks, panels, group discussions and visits of the agenda, by the sector, topic and track that each names."
        ),
        SESSIONS,
        (*_WHERE, "sector", "topic", "track"),
        "insights.read",
    ),
    "supply": Measure(
        _l("Supply listings"),
        _l(
            "Supply that is or was published, by province and size of its organization. One with several sectors "
            "stands in each of them, and counts once in the total."
        ),
        LISTINGS,
        (*_WHERE, "province", "sector", "size", "topic"),
        "listings.read",
    ),
    "demand": Measure(
        _l("Demand listings"),
        _l(
            "Demand that is or was published, by province and size of its organization. One with several sectors "
            "stands in each of them, and counts once in the total."
        ),
        LISTINGS,
        (*_WHERE, "province", "sector", "size", "topic"),
        "listings.read",
    ),
    "cases": Measure(
        _l("Published cases"),
        _l(
            "Cases by the year in which they were published and the province where it was done. One with several "
            "sectors or topics stands in each of them, and counts once in the total."
        ),
        CASES,
        _OF_CASES,
        "insights.read",
    ),
    "adopted": Measure(
        _l("Adoptions of cases"),
        _l(
            "Accepted reports of organizations that have adopted a case, by the year of acceptance and the province of "
            "the adopter; sectors, topics and track are those of the case. One with several stands in each of them, "
            "and counts once in the total."
        ),
        CASES,
        _OF_CASES,
        "insights.read",
    ),
}
"""Key in addresses → the measure, in the order in which things happen."""

DIMENSIONS: Mapping[str, Any] = {
    "unit": _l("Delegation"),
    "province": _l("Province/region"),
    "partner": _l("Province of the other side"),
    "sector": _l("Sector"),
    "role": _l("Participant type"),
    "size": _l("Size of the organization"),
    "theme": _l("Theme"),
    "topic": _l("Topic"),
    "track": _l("Track"),
    "event": _l("Event"),
    "series": _l("Series"),
    "year": _l("Year"),
    "kind": _l("Kind of event"),
    "host": _l("Location of the event"),
}
"""Key in addresses → how it is called."""
FILTERS = frozenset({"theme"})
"""What only narrows: several sectors at once, so that rows of it would overlap."""
SHARED = frozenset({SESSIONS, LISTINGS, CASES})
"""Families of what everybody may read: nobody is counted, so a public version leaves nothing out."""
OF_GROUPS = frozenset({"topic", "track"})
"""What is known of people who chose a group alone."""
OF_EVENTS = frozenset(_WHERE)
"""What is the same for everything of one event."""
SIDE_BY_SIDE = ("registered", "expected", "attended", "missing")
"""What stands in the columns where no second thing is chosen."""
