"""Reading events: one of them, lists of them, what hangs on one."""

from eventmgr.event.events.queries.lists import (
    Edge,
    EventFilter,
    MyFilter,
    count_my_events,
    find_nearest,
    get_key,
    list_months,
    list_my_events,
    list_past,
    list_public,
    list_series,
    list_upcoming,
    list_with_questions,
)
from eventmgr.event.events.queries.parts import (
    get_attachment,
    get_notice,
    list_slugs,
)
from eventmgr.event.events.queries.single import (
    find_event,
    find_newest,
    find_series,
    get_event,
    get_event_numbered,
    get_public_event,
    load_public_parts,
)

__all__ = [
    "Edge",
    "EventFilter",
    "MyFilter",
    "count_my_events",
    "find_event",
    "find_nearest",
    "find_newest",
    "find_privacy_notice",
    "find_series",
    "get_attachment",
    "get_event",
    "get_event_numbered",
    "get_key",
    "get_notice",
    "get_public_event",
    "list_months",
    "list_my_events",
    "list_past",
    "list_public",
    "list_series",
    "list_slugs",
    "list_upcoming",
    "list_with_questions",
    "load_public_parts",
]
