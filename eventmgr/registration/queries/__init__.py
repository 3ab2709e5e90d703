"""Everything that is read about registrations."""

from eventmgr.registration.queries.asking import get_asked, get_form, list_group_titles
from eventmgr.registration.queries.listing import (
    count_flagged,
    count_flags,
    count_listed,
    iterate_rows,
    list_fitting,
    list_queue_numbers,
    list_registrations,
)
from eventmgr.registration.queries.options import count_chosen
from eventmgr.registration.queries.people import list_people
from eventmgr.registration.queries.phoning import Untold, count_untold, list_untold
from eventmgr.registration.queries.places import (
    PriorState,
    get_last_number,
    get_prior_state,
)
from eventmgr.registration.queries.rows import (
    Reached,
    count_ahead,
    count_holders,
    find_feed_version,
    find_link_version,
    find_live,
    find_reader,
    find_registration,
    get_registration,
    is_mailbox_held,
    list_employers,
    list_locked,
    list_queue,
    list_reachable,
    list_reached,
    list_registrations_by_id,
    list_sealed,
)

__all__ = [
    "PriorState",
    "Reached",
    "Untold",
    "count_ahead",
    "count_chosen",
    "count_flagged",
    "count_flags",
    "count_holders",
    "count_listed",
    "count_untold",
    "find_feed_version",
    "find_link_version",
    "find_live",
    "find_reader",
    "find_registration",
    "get_asked",
    "get_form",
    "get_last_number",
    "get_prior_state",
    "get_registration",
    "is_mailbox_held",
    "iterate_rows",
    "list_employers",
    "list_fitting",
    "list_group_titles",
    "list_locked",
    "list_people",
    "list_queue",
    "list_queue_numbers",
    "list_reachable",
    "list_reached",
    "list_registrations",
    "list_registrations_by_id",
    "list_sealed",
    "list_untold",
]
