"""The verbs of parties."""

from eventmgr.matchmaking.meeting_parties.services.absences import set_absences
from eventmgr.matchmaking.meeting_parties.services.editing import (
    Values,
    add,
    change,
    leave,
    rejoin,
    rename_sides,
    set_own,
)
from eventmgr.matchmaking.meeting_parties.services.exclusions import admit, exclude
from eventmgr.matchmaking.meeting_parties.services.linking import count_to_invite, invite, invite_all, renew_links
from eventmgr.matchmaking.meeting_parties.services.people import (
    Person,
    add_person,
    change_person,
    follow,
    follow_coming,
    forget,
    hand_back_seats,
    leave_mailbox,
    move_up,
    pass_seats,
    reach_seats,
    remove_person,
    seat_registration,
    take_mailbox,
)
from eventmgr.matchmaking.meeting_parties.services.sharing import share_contact
from eventmgr.matchmaking.meeting_parties.services.taking import compare, take_over

__all__ = [
    "Person",
    "Values",
    "add",
    "add_person",
    "admit",
    "change",
    "change_person",
    "compare",
    "count_to_invite",
    "exclude",
    "follow",
    "follow_coming",
    "forget",
    "hand_back_seats",
    "invite",
    "invite_all",
    "leave",
    "leave_mailbox",
    "move_up",
    "pass_seats",
    "reach_seats",
    "rejoin",
    "remove_person",
    "rename_sides",
    "renew_links",
    "seat_registration",
    "set_absences",
    "set_own",
    "share_contact",
    "take_mailbox",
    "take_over",
]
