"""What the trail says of entries."""

from __future__ import annotations

from eventmgr.exchange.entries.models import OrganizationEntry
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l

WORDS = (
    Words(
        OrganizationEntry,
        _l("Entry of an organization"),
        actions={
            "entered": _l("sent"),
            "confirmed": _l("e-mail address confirmed"),
            "accepted": _l("accepted"),
            "declined": _l("not accepted"),
            "forgotten": _l("personal information deleted"),
        },
    ),
)
