"""The table of `test_access.py`: every route and method, and whom it is for."""

from tests.access_table import meetings_day, team, visitors
from tests.access_table.accounts import ADMINISTRATORS, CREATORS, SIGNED_IN
from tests.access_table.visitors import BY_LIAISON, EVERYBODY

__all__ = ["ADMINISTRATORS", "BY_LIAISON", "BY_LINK", "CREATORS", "EVERYBODY", "SIGNED_IN", "TEAM"]

TEAM = team.TEAM | meetings_day.OF_TEAM
BY_LINK = visitors.BY_LINK | meetings_day.OF_LINK
