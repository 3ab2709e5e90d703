"""An import: opened, looked at, corrected, taken, undone."""

from eventmgr.output.imports.services.opening import (
    TAKE,
    check_open,
    choose_columns,
    content_of,
    correct,
    discard,
    give_up,
    look,
    open_batch,
    put_right,
    reopen,
    start,
)
from eventmgr.output.imports.services.taking import go_on, take
from eventmgr.output.imports.services.undoing import UNDO, check_undoable, list_later, start_undoing, undo

__all__ = [
    "TAKE",
    "UNDO",
    "check_open",
    "check_undoable",
    "choose_columns",
    "content_of",
    "correct",
    "discard",
    "give_up",
    "go_on",
    "list_later",
    "look",
    "open_batch",
    "put_right",
    "reopen",
    "start",
    "start_undoing",
    "take",
    "undo",
]
