"""The organizers' pages of what is planned."""

from eventmgr.matchmaking.meeting_plans.manage import assistants, blocks, halls, settings
from eventmgr.matchmaking.meeting_plans.manage.blueprint import bp

PLACES = frozenset(
    f"meetings_manage.{name}"
    for name in ("add_blocks", "block", "add_hall", "hall", "add_tables", "remove_tables", "walks")
)
HELPERS = frozenset({"meetings_manage.add_assistant", "meetings_manage.assistant"})
SETTINGS = frozenset({"meetings_manage.rules", "meetings_manage.coverage"})
"""The pages below each tab, by their endpoints."""
__all__ = ["HELPERS", "PLACES", "SETTINGS", "assistants", "blocks", "bp", "halls", "settings"]
