"""The verbs: two registrations become one, become two again, or are known to be two people's."""

from eventmgr.office.duplicates.services.deciding import are_two_people, forget_merged, settle_again
from eventmgr.office.duplicates.services.merging import merge, seen_of
from eventmgr.office.duplicates.services.parting import check_undoable, list_later, part

__all__ = [
    "are_two_people",
    "check_undoable",
    "forget_merged",
    "list_later",
    "merge",
    "part",
    "seen_of",
    "settle_again",
]
