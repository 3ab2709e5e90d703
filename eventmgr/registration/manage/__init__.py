"""The office's pages: the list, decisions, editing, exports."""

from eventmgr.registration.manage import (
    deciding,
    editing,
    exporting,
    files,
    listing,
    phoning,
    previewing,
    requests,
    showing,
    slip,
)
from eventmgr.registration.manage.blueprint import bp

__all__ = [
    "bp",
    "deciding",
    "editing",
    "exporting",
    "files",
    "listing",
    "phoning",
    "previewing",
    "requests",
    "showing",
    "slip",
]
