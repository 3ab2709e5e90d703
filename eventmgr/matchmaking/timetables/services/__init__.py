"""The verbs of timetables."""

from eventmgr.matchmaking.timetables.services.announcing import (
    announce,
    announce_changes,
    announce_standing,
    announce_to,
    take_back,
)
from eventmgr.matchmaking.timetables.services.changing import (
    exchange,
    lock_meetings,
    look_at_task,
    move,
    take_out,
    task_for,
    undo,
)
from eventmgr.matchmaking.timetables.services.drafting import (
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
from eventmgr.matchmaking.timetables.services.following import move_along, tell_calendars
from eventmgr.matchmaking.timetables.services.publishing import (
    Changes,
    Published,
    cancel_meeting,
    go_back,
    preview,
    publish,
    raise_number,
)
from eventmgr.matchmaking.timetables.services.seating import fill_seats, leave_seats

__all__ = [
    "SOLVE",
    "Changes",
    "Order",
    "Published",
    "announce",
    "announce_changes",
    "announce_standing",
    "announce_to",
    "begin",
    "cancel_meeting",
    "copy",
    "discard",
    "exchange",
    "fail",
    "fill_seats",
    "finish",
    "go_back",
    "leave_seats",
    "lock_meetings",
    "look_at_task",
    "move",
    "move_along",
    "order",
    "preview",
    "publish",
    "raise_number",
    "stop",
    "take_back",
    "take_out",
    "task_for",
    "tell_calendars",
    "undo",
]
