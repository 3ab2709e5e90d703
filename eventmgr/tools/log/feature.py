"""The audit trail: words for what happens to objects of every kind."""

from __future__ import annotations

from eventmgr.ground.features import Feature, Words
from eventmgr.ground.i18n import _l
from eventmgr.tools.log import jobs  # noqa: F401 -- the job that seals registers itself when it is imported
from eventmgr.tools.log.filtering import say_columns
from eventmgr.tools.log.laws import LAWS
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.periods import PERIODS
from eventmgr.tools.log.wording import say_kind

FEATURE = Feature(
    "log",
    laws=LAWS,
    periods=PERIODS,
    words=(
        Words(
            None,
            actions={
                "created": _l("created"),
                "changed": _l("changed"),
                "removed": _l("removed"),
                "log_exported": _l("change log exported"),
            },
            fields={
                "rows": _l("Rows"),
                "log_format": _l("File type"),
                "log_columns": _l("Columns"),
                "log_filter.q": _l("Filter: %(label)s", label=_l("Keyword")),
                "log_filter.kind": _l("Filter: %(label)s", label=_l("Content")),
                "log_filter.who": _l("Filter: %(label)s", label=_l("Done by")),
                "log_filter.day": _l("Filter: %(label)s", label=_l("Day")),
            },
            values={
                "log_format": {"csv": _l("CSV table"), "xlsx": _l("Excel workbook")},
                "log_filter.who": {"participant": _l("Participants"), "system": _l("The system")},
            },
            say={"log_columns": say_columns, "log_filter.kind": say_kind},
        ),
        Words(
            AuditEntry,
            _l("Change log"),
            actions={"pruned": _l("entries deleted after their retention period")},
            fields={"entries": _l("Entries deleted"), "emptied": _l("Entries that lost names and values")},
        ),
    ),
)
