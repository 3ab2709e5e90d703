"""Reading the day: meetings with both sides, acts, repairs, offers, screens, results."""

from eventmgr.matchmaking.meeting_day.queries.acts import (
    find_act,
    list_acts,
    list_acts_by_id,
    list_acts_of_meetings,
    list_unrepaired_acts,
)
from eventmgr.matchmaking.meeting_day.queries.meetings import (
    count_results,
    count_states,
    find_organization,
    get_locked_meeting,
    get_meeting,
    list_meetings_at,
    list_meetings_of,
    list_open_meetings,
    list_results,
)
from eventmgr.matchmaking.meeting_day.queries.repairs import (
    find_screen,
    find_standing_offer,
    get_offer,
    list_offers,
    list_offers_of,
    list_repairs,
    list_screens,
)

__all__ = [
    "count_results",
    "count_states",
    "find_act",
    "find_organization",
    "find_screen",
    "find_standing_offer",
    "get_locked_meeting",
    "get_meeting",
    "get_offer",
    "list_acts",
    "list_acts_by_id",
    "list_acts_of_meetings",
    "list_meetings_at",
    "list_meetings_of",
    "list_offers",
    "list_offers_of",
    "list_open_meetings",
    "list_repairs",
    "list_results",
    "list_screens",
    "list_unrepaired_acts",
]
