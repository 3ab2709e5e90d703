"""Events as organizers set them up: one module per noun, one blueprint."""

from eventmgr.event.events.manage import (
    asking,
    files,
    handover,
    history,
    letter_wording,
    mailings,
    mine,
    notices,
    own_words,
    settings,
    states,
    team,
)
from eventmgr.event.events.manage.blueprint import bp

__all__ = [
    "asking",
    "bp",
    "files",
    "handover",
    "history",
    "letter_wording",
    "mailings",
    "mine",
    "notices",
    "own_words",
    "settings",
    "states",
    "team",
]
