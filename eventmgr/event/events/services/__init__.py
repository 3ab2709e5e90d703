"""The verbs of events."""

from eventmgr.event.events.services.cloning import clone, shifted
from eventmgr.event.events.services.creating import NewEvent, create
from eventmgr.event.events.services.editing import (
    edit,
    find_or_add_series,
    set_fields,
    set_privacy_notice,
    set_themes,
    set_units,
)
from eventmgr.event.events.services.files import (
    NoticeDraft,
    add_file,
    add_notice,
    edit_file,
    edit_notice,
    remove_file,
    remove_notice,
)
from eventmgr.event.events.services.handling import set_legal_bases
from eventmgr.event.events.services.letter_texts import (
    WrongText,
    checked,
    current_text,
    hold_texts,
    letter_text_of,
    original_of,
    own_words_of,
    set_letter_text,
    set_own_words,
)
from eventmgr.event.events.services.locking import fullness_changed, hold, lock, touch
from eventmgr.event.events.services.numbering import (
    calendar_changed,
    compare_again,
    facts_now,
    follow_feeds,
    next_cancel,
    organizer_of,
    settle_part,
)
from eventmgr.event.events.services.parts import Row, set_rooms, set_rows
from eventmgr.event.events.services.publishing import archive, cancel, finish, possible, postpone, publish, restore
from eventmgr.event.events.services.switching import (
    decline_offer,
    set_features,
    settle_unsettled,
    switch_on,
    usual_features,
)
from eventmgr.event.events.services.telling import discard_collected, take_back, tell_collected

__all__ = [
    "NewEvent",
    "NoticeDraft",
    "Row",
    "Upload",
    "WrongText",
    "add_file",
    "add_notice",
    "archive",
    "calendar_changed",
    "cancel",
    "checked",
    "clone",
    "compare_again",
    "create",
    "current_text",
    "decline_offer",
    "discard_collected",
    "edit",
    "edit_file",
    "edit_notice",
    "facts_now",
    "find_or_add_series",
    "finish",
    "follow_feeds",
    "fullness_changed",
    "hold",
    "hold_texts",
    "letter_text_of",
    "lock",
    "next_cancel",
    "organizer_of",
    "original_of",
    "own_words_of",
    "possible",
    "postpone",
    "publish",
    "remove_file",
    "remove_notice",
    "restore",
    "set_features",
    "set_fields",
    "set_legal_bases",
    "set_letter_text",
    "set_own_words",
    "set_privacy_notice",
    "set_rooms",
    "set_rows",
    "set_themes",
    "set_units",
    "settle_part",
    "settle_unsettled",
    "shifted",
    "switch_on",
    "take_back",
    "tell_collected",
    "touch",
    "usual_features",
]
