"""The office's pages: the list, decisions, editing, exports."""

from eventmgr.event.registration.office_list.manage import (
    choosing,
    deciding,
    editing,
    exporting,
    listing,
    phoning,
    showing,
)
from eventmgr.event.registration.office_list.manage.blueprint import bp

__all__ = ["bp", "choosing", "deciding", "editing", "exporting", "listing", "phoning", "showing"]
