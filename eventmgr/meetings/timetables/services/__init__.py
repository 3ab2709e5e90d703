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

__all__ = [
    "SOLVE",
    "Order",
    "begin",
    "copy",
    "discard",
    "exchange",
    "fail",
    "finish",
    "lock_meetings",
    "move",
    "order",
    "stop",
    "take_out",
    "task_for",
    "undo",
]
