"""Everything that is read about check-in."""

from eventmgr.programme.checkin.queries.acts import (
    Shown,
    count_acts,
    count_entries,
    find_last_at,
    get_act,
    list_acts,
    list_acts_after,
    list_acts_of,
    list_foreign_keys,
    list_known_keys,
    list_shown,
    list_targets,
    list_undone,
)
from eventmgr.programme.checkin.queries.attendance import is_attending, list_attended_items
from eventmgr.programme.checkin.queries.desk import MOST, Guest, find_guest, list_guests, list_missing
from eventmgr.programme.checkin.queries.devices import find_device_of, find_linked_device, list_devices
from eventmgr.programme.checkin.queries.lists import Listed, list_bound, list_lists
from eventmgr.programme.checkin.queries.walk_ins import (
    count_described,
    find_substitution,
    is_undone,
    list_open_walk_ins,
    list_walk_ins_by_key,
)

__all__ = [
    "MOST",
    "Guest",
    "Listed",
    "Shown",
    "count_acts",
    "count_described",
    "count_entries",
    "find_device_of",
    "find_guest",
    "find_last_at",
    "find_linked_device",
    "find_substitution",
    "get_act",
    "is_attending",
    "is_undone",
    "list_acts",
    "list_acts_after",
    "list_acts_of",
    "list_attended_items",
    "list_bound",
    "list_devices",
    "list_foreign_keys",
    "list_guests",
    "list_known_keys",
    "list_lists",
    "list_missing",
    "list_open_walk_ins",
    "list_shown",
    "list_targets",
    "list_undone",
    "list_walk_ins_by_key",
]
