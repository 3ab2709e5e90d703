"""Everything that is read about registrations."""

from eventmgr.registration.queries.asking import get_asked, get_form, list_group_titles
from eventmgr.registration.queries.column_sets import get_column_set, list_column_sets
from eventmgr.registration.queries.invited import count_uses, list_registered_mailboxes, list_uses
from eventmgr.registration.queries.listing import (
    count_flagged,
    count_flags,
    count_listed,
    iterate_rows,
    list_fitting,
    list_matching,
    list_queue_numbers,
    list_registrations,
)
from eventmgr.registration.queries.named import Bearer, list_bearers
from eventmgr.registration.queries.options import HeldOptions, count_answers, count_chosen
from eventmgr.registration.queries.people import list_people
from eventmgr.registration.queries.phoning import Untold, count_untold, list_untold
from eventmgr.registration.queries.places import (
    Prior,
    PriorState,
    get_last_number,
    get_prior_state,
)
from eventmgr.registration.queries.rows import (
    Reached,
    count_ahead,
    count_gone_since,
    count_holders,
    find_feed_version,
    find_link_version,
    find_live,
    find_reader,
    find_registration,
    get_registration,
    is_mailbox_held,
    iterate_affected,
    list_employers,
    list_locked,
    list_locked_by_id,
    list_queue,
    list_reachable,
    list_reached,
    list_registrations_by_id,
)
from eventmgr.registration.queries.uploaded import list_uploaded

__all__ = [
    "Bearer",
    "HeldOptions",
    "Prior",
    "PriorState",
    "Reached",
    "Untold",
    "count_ahead",
    "count_answers",
    "count_chosen",
    "count_flagged",
    "count_flags",
    "count_gone_since",
    "count_holders",
    "count_listed",
    "count_untold",
    "count_uses",
    "find_feed_version",
    "find_link_version",
    "find_live",
    "find_reader",
    "find_registration",
    "get_asked",
    "get_column_set",
    "get_form",
    "get_last_number",
    "get_prior_state",
    "get_registration",
    "is_mailbox_held",
    "iterate_affected",
    "iterate_rows",
    "list_bearers",
    "list_column_sets",
    "list_employers",
    "list_fitting",
    "list_group_titles",
    "list_locked",
    "list_locked_by_id",
    "list_matching",
    "list_people",
    "list_queue",
    "list_queue_numbers",
    "list_reachable",
    "list_reached",
    "list_registered_mailboxes",
    "list_registrations",
    "list_registrations_by_id",
    "list_untold",
    "list_uploaded",
    "list_uses",
]
