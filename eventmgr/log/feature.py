"""The audit trail: words for what happens to objects of every kind."""

from __future__ import annotations

from eventmgr.features import Feature, Words
from eventmgr.i18n import _l
from eventmgr.log.periods import PERIODS

FEATURE = Feature(
    "log",
    periods=PERIODS,
    words=(
        Words(
            None,
            actions={"created": _l("created"), "changed": _l("changed"), "removed": _l("removed")},
            fields={"rows": _l("Rows")},
        ),
    ),
)
