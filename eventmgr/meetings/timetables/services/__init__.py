"""The verbs of timetables."""

from eventmgr.meetings.timetables.services.changing import exchange, lock_meetings, move, take_out, task_for, undo
from eventmgr.meetings.timetables.services.drafting import (
    SOLVE,
    Order,
    begin,
    copy,
    discard,
    fail,
    finish,
    order,
    stop,
)
from eventmgr.meetings.timetables.services.publishing import (
    Changes,
    Published,
    cancel_meeting,
    go_back,
    publish,
    raise_number,
)

__all__ = [
    "SOLVE",
    "Changes",
    "Order",
    "Published",
    "begin",
    "cancel_meeting",
    "copy",
    "discard",
    "exchange",
    "fail",
    "finish",
    "go_back",
    "lock_meetings",
    "move",
    "order",
    "publish",
    "raise_number",
    "stop",
    "take_out",
    "task_for",
    "undo",
]
