"""The verbs of bulk e-mails."""

from eventmgr.office.mailings.emails.services.attaching import attach, check_upload, detach
from eventmgr.office.mailings.emails.services.drafting import Draft, change, copy, write
from eventmgr.office.mailings.emails.services.sending import (
    GO_ON,
    START,
    TIDY,
    confirm,
    event_called_off,
    event_moved,
    give_up,
    pause,
    reopen,
    rest,
    resume,
    start_if_due,
    stop,
    write_some,
)

__all__ = [
    "GO_ON",
    "START",
    "TIDY",
    "Draft",
    "attach",
    "change",
    "check_upload",
    "confirm",
    "copy",
    "detach",
    "event_called_off",
    "event_moved",
    "give_up",
    "pause",
    "reopen",
    "rest",
    "resume",
    "start_if_due",
    "stop",
    "write",
    "write_some",
]
