"""The verbs of planning meetings."""

from eventmgr.matchmaking.meeting_plans.services.assistants import Helper, put_assistant, remove_assistant
from eventmgr.matchmaking.meeting_plans.services.blocks import (
    Span,
    add_blocks,
    change_block,
    check_inside,
    remove_block,
)
from eventmgr.matchmaking.meeting_plans.services.copying import copy_plan, list_dates, move_blocks, move_dates
from eventmgr.matchmaking.meeting_plans.services.halls import (
    add_hall,
    add_tables,
    remove_hall,
    remove_tables,
    rename_hall,
    set_walks,
)
from eventmgr.matchmaking.meeting_plans.services.settings import (
    MOST_RULES,
    Settings,
    add_coverage,
    forget_item,
    leave_out,
    remove_coverage,
    set_rules,
    set_settings,
    start,
)

__all__ = [
    "MOST_RULES",
    "Helper",
    "Settings",
    "Span",
    "add_blocks",
    "add_coverage",
    "add_hall",
    "add_tables",
    "change_block",
    "check_inside",
    "copy_plan",
    "forget_item",
    "leave_out",
    "list_dates",
    "move_blocks",
    "move_dates",
    "put_assistant",
    "remove_assistant",
    "remove_block",
    "remove_coverage",
    "remove_hall",
    "remove_tables",
    "rename_hall",
    "set_rules",
    "set_settings",
    "set_walks",
    "start",
]
