"""The table of `test_access.py`: every route and method, and whom it is for."""

from tests.access_table.accounts import ADMINISTRATORS, CREATORS, SIGNED_IN
from tests.access_table.team import TEAM
from tests.access_table.visitors import BY_LIAISON, BY_LINK, EVERYBODY

__all__ = ["ADMINISTRATORS", "BY_LIAISON", "BY_LINK", "CREATORS", "EVERYBODY", "SIGNED_IN", "TEAM"]
