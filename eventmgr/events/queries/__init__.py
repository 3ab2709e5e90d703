"""Reading events: one of them, lists of them, what hangs on one, its team."""

from eventmgr.events.queries.lists import (
    Edge,
    EventFilter,
    MyFilter,
    count_my_events,
    key_of,
    list_months,
    list_my_events,
    list_past,
    list_public,
    list_series,
    list_upcoming,
)
from eventmgr.events.queries.parts import (
    get_attachment,
    get_notice,
    list_slugs,
)
from eventmgr.events.queries.single import find_event, find_series, get_event, get_public_event, load_public_parts
from eventmgr.events.queries.team import (
    count_owners,
    find_invitation,
    find_member_by_email,
    find_role,
    get_invitation,
    get_member,
    list_invitations,
    list_members,
)

__all__ = [
    "Edge",
    "EventFilter",
    "MyFilter",
    "count_my_events",
    "count_owners",
    "find_event",
    "find_invitation",
    "find_member_by_email",
    "find_privacy_notice",
    "find_role",
    "find_series",
    "get_attachment",
    "get_event",
    "get_invitation",
    "get_member",
    "get_notice",
    "get_public_event",
    "key_of",
    "list_invitations",
    "list_members",
    "list_months",
    "list_my_events",
    "list_past",
    "list_public",
    "list_series",
    "list_slugs",
    "list_upcoming",
    "load_public_parts",
]
