"""The audit trail: words for what happens to objects of every kind."""

from __future__ import annotations

from eventmgr.features import Feature, Words
from eventmgr.i18n import _l
from eventmgr.log import jobs  # noqa: F401 -- the job that seals registers itself when it is imported
from eventmgr.log.laws import LAWS
from eventmgr.log.models import AuditEntry
from eventmgr.log.periods import PERIODS

FEATURE = Feature(
    "log",
    laws=LAWS,
    periods=PERIODS,
    words=(
        Words(
            None,
            actions={"created": _l("created"), "changed": _l("changed"), "removed": _l("removed")},
            fields={"rows": _l("Rows")},
        ),
        Words(
            AuditEntry,
            _l("Change log"),
            actions={"pruned": _l("entries deleted after their retention period")},
            fields={"entries": _l("Entries deleted"), "emptied": _l("Entries that lost names and values")},
        ),
    ),
)
