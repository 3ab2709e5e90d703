"""The office's pages: the list, decisions, editing, exports."""

from eventmgr.event.registration.manage import (
    column_sets,
    deciding,
    editing,
    exporting,
    files,
    listing,
    phoning,
    previewing,
    requests,
    showing,
)
from eventmgr.event.registration.manage.blueprint import bp

__all__ = [
    "bp",
    "column_sets",
    "deciding",
    "editing",
    "exporting",
    "files",
    "listing",
    "phoning",
    "previewing",
    "requests",
    "showing",
]
