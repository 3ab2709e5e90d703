"""Events as organizers set them up: one module per noun, one blueprint."""

from eventmgr.events.manage import files, handover, history, mine, notices, sections, states, team
from eventmgr.events.manage.blueprint import bp

__all__ = ["bp", "files", "handover", "history", "mine", "notices", "sections", "states", "team"]
