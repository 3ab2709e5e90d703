"""The table of `test_access.py`: every route and method, and whom it is for."""

from tests.access_table import meetings_timetables
from tests.access_table.accounts import ADMINISTRATORS, CREATORS, SIGNED_IN
from tests.access_table.meetings import MEETINGS, MEETINGS_BY_LINK
from tests.access_table.team import TEAM as TEAM_OF_EVENT
from tests.access_table.visitors import BY_LIAISON, EVERYBODY
from tests.access_table.visitors import BY_LINK as BY_OTHER_LINK

TEAM = TEAM_OF_EVENT | MEETINGS | meetings_timetables.OF_TEAM
BY_LINK = BY_OTHER_LINK | MEETINGS_BY_LINK | meetings_timetables.OF_LINK

__all__ = ["ADMINISTRATORS", "BY_LIAISON", "BY_LINK", "CREATORS", "EVERYBODY", "SIGNED_IN", "TEAM"]
