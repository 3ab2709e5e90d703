"""The verbs of requests: ask, answer, withdraw, say no thanks, write, call for partners, tell."""

from eventmgr.matchmaking.meeting_requests.services.answering import (
    Answer,
    No,
    accept,
    decline,
    is_undoable,
    undo_answer,
)
from eventmgr.matchmaking.meeting_requests.services.asking import (
    Wanted,
    ask,
    change,
    end_all,
    enter,
    say_no_thanks,
    take_back_no_thanks,
    withdraw,
)
from eventmgr.matchmaking.meeting_requests.services.calls import (
    CallDraft,
    allow_calls,
    apply_to_call,
    close_call,
    edit_call,
    is_open,
    publish_call,
)
from eventmgr.matchmaking.meeting_requests.services.holding import check_open, hold, may_ask, say_full
from eventmgr.matchmaking.meeting_requests.services.messages import (
    hide_message,
    leave_message,
    report_message,
    write_message,
)
from eventmgr.matchmaking.meeting_requests.services.telling import list_behind, remind, tell_collected

__all__ = [
    "Answer",
    "CallDraft",
    "No",
    "Wanted",
    "accept",
    "allow_calls",
    "apply_to_call",
    "ask",
    "change",
    "check_open",
    "close_call",
    "decline",
    "edit_call",
    "end_all",
    "enter",
    "hide_message",
    "hold",
    "is_open",
    "is_undoable",
    "leave_message",
    "list_behind",
    "may_ask",
    "publish_call",
    "remind",
    "report_message",
    "say_full",
    "say_no_thanks",
    "take_back_no_thanks",
    "tell_collected",
    "undo_answer",
    "withdraw",
    "write_message",
]
