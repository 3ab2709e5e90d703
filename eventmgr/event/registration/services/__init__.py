"""The verbs of registration: ask, decide, wait, edit, attend."""

from eventmgr.event.registration.services.announcing import SEND_LINK, note_told
from eventmgr.event.registration.services.deciding import (
    confirm,
    reject,
    restore,
    restrict,
    revoke,
    withdraw,
)
from eventmgr.event.registration.services.editing import (
    edit,
    edit_many,
    renew_feed,
    renew_link,
    settle_lookalike,
    show_link,
)
from eventmgr.event.registration.services.exporting import (
    note_breach,
    note_export,
    note_files_taken,
    note_former,
    note_revealed,
    remove_column_set,
    save_column_set,
)
from eventmgr.event.registration.services.forgetting import (
    delete,
    forget,
    forget_many,
    refuse_held,
    withdraw_identity,
    withdraw_sensitive,
)
from eventmgr.event.registration.services.marking import (
    check_mark,
    mark_absent,
    mark_all,
    mark_attended,
    possible_marks,
    unmark,
)
from eventmgr.event.registration.services.naming import list_organizations_named, list_people_named
from eventmgr.event.registration.services.persons import (
    list_filled,
    note_filled,
    settle_person,
    settle_persons,
    vouch_for,
    with_filled,
)
from eventmgr.event.registration.services.queue import fill, put_on_waiting_list
from eventmgr.event.registration.services.registering import register, register_many
from eventmgr.event.registration.services.requesting import (
    decline_change,
    grant_change,
    is_closed,
    needs_approval,
    request_change,
    take_request_back,
)
from eventmgr.event.registration.services.states import (
    change_status,
    limit_use,
    owe_call,
    places_left,
    refuse_restricted,
)
from eventmgr.event.registration.services.substituting import addresses_told, agree

__all__ = [
    "SEND_LINK",
    "addresses_told",
    "agree",
    "change_status",
    "check_mark",
    "confirm",
    "decline_change",
    "delete",
    "edit",
    "edit_many",
    "fill",
    "forget",
    "forget_many",
    "grant_change",
    "is_closed",
    "limit_use",
    "list_filled",
    "list_organizations_named",
    "list_people_named",
    "mark_absent",
    "mark_all",
    "mark_attended",
    "needs_approval",
    "note_breach",
    "note_export",
    "note_files_taken",
    "note_filled",
    "note_former",
    "note_revealed",
    "note_told",
    "owe_call",
    "places_left",
    "possible_marks",
    "put_on_waiting_list",
    "refuse_held",
    "refuse_restricted",
    "register",
    "register_many",
    "reject",
    "remove_column_set",
    "renew_feed",
    "renew_link",
    "request_change",
    "restore",
    "restrict",
    "revoke",
    "save_column_set",
    "settle_lookalike",
    "settle_person",
    "settle_persons",
    "show_link",
    "take_request_back",
    "unmark",
    "vouch_for",
    "with_filled",
    "withdraw",
    "withdraw_identity",
    "withdraw_sensitive",
]
