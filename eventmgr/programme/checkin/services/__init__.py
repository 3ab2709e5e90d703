"""The verbs of check-in."""

from eventmgr.programme.checkin.services.arriving import Answer, Outcome, arrive, is_code
from eventmgr.programme.checkin.services.devices import (
    DeviceDraft,
    add_device,
    end_device,
    hear,
    link_device,
    pair,
    shut_out,
)
from eventmgr.programme.checkin.services.lists import add_list, bind_lists, close_list, copy_lists, reopen_list
from eventmgr.programme.checkin.services.settling import count_after_all, settle, undo
from eventmgr.programme.checkin.services.taking import Draft, Teller, check_walk_ins, note_attendance, take, tell_here
from eventmgr.programme.checkin.services.walk_ins import (
    check_person,
    note_refused,
    register_here,
    register_walk_in,
    replace_by,
    substitute,
    substitute_of,
)

__all__ = [
    "Answer",
    "DeviceDraft",
    "Draft",
    "Outcome",
    "Teller",
    "add_device",
    "add_list",
    "arrive",
    "bind_lists",
    "check_person",
    "check_walk_ins",
    "close_list",
    "copy_lists",
    "count_after_all",
    "end_device",
    "hear",
    "is_code",
    "link_device",
    "note_attendance",
    "note_refused",
    "pair",
    "register_here",
    "register_walk_in",
    "reopen_list",
    "replace_by",
    "settle",
    "shut_out",
    "substitute",
    "substitute_of",
    "take",
    "tell_here",
    "undo",
]
