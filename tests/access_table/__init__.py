"""The table of `test_access.py`: every route and method, and whom it is for."""

from tests.access_table import (
    calls,
    cases,
    desk,
    entries,
    investment,
    meetings_day,
    meetings_suggestions,
    meetings_timetables,
    on_site,
    policies,
    team,
    visitors,
)
from tests.access_table.accounts import ADMINISTRATORS, CREATORS, SIGNED_IN
from tests.access_table.meetings import MEETINGS, MEETINGS_BY_LINK

__all__ = ["ADMINISTRATORS", "BY_LIAISON", "BY_LINK", "CREATORS", "EDITORS", "EVERYBODY", "SIGNED_IN", "TEAM"]

TEAM = (
    team.TEAM
    | on_site.OF_TEAM
    | MEETINGS
    | meetings_suggestions.OF_TEAM
    | meetings_timetables.OF_TEAM
    | meetings_day.OF_TEAM
    | desk.OF_TEAM
)
BY_LINK = (
    visitors.BY_LINK
    | MEETINGS_BY_LINK
    | meetings_suggestions.OF_LINK
    | meetings_timetables.OF_LINK
    | meetings_day.OF_LINK
    | desk.BY_LINK
    | entries.BY_LINK
    | calls.BY_LINK
    | investment.BY_LINK
    | policies.BY_LINK
)
EVERYBODY = (
    visitors.EVERYBODY
    | desk.EVERYBODY
    | entries.EVERYBODY
    | policies.EVERYBODY
    | cases.EVERYBODY
    | calls.EVERYBODY
    | investment.EVERYBODY
)
EDITORS = (
    desk.OF_EDITORS
    | entries.OF_EDITORS
    | policies.OF_EDITORS
    | cases.OF_EDITORS
    | calls.OF_EDITORS
    | investment.OF_EDITORS
)
"""Accounts that keep what stays between the events."""
BY_LIAISON = visitors.BY_LIAISON | meetings_suggestions.OF_LIAISON | investment.BY_LIAISON
