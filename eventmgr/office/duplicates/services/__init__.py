"""The verbs: two registrations become one, become two again, or are known to be two people's."""

from eventmgr.office.duplicates.services.deciding import are_two_people, forget_merged, settle_again
from eventmgr.office.duplicates.services.merging import merge, seen_of
from eventmgr.office.duplicates.services.parting import UNDONE_FOR, check_undoable, delete_old, list_later, part

__all__ = [
    "UNDONE_FOR",
    "are_two_people",
    "check_undoable",
    "delete_old",
    "forget_merged",
    "list_later",
    "merge",
    "part",
    "seen_of",
    "settle_again",
]
