"""What switches bulk e-mails on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.office.mailings.models import BulkMail

BULKMAIL = Switch(
    "bulkmail",
    _l("Bulk e-mails"),
    _l("Write to the people of a list, with a preview and a time at which it leaves."),
    menu.LETTERS,
    kinds=frozenset(EventKind),
    contents=_l("the bulk e-mails that were written"),
    holds=has_rows(BulkMail),
)
