"""What the trail says of cases."""

from __future__ import annotations

from eventmgr.exchange.cases.models import Case, CaseAdoption, CaseMetric
from eventmgr.ground.columns import labels_of
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.tools.metrics import wording as metrics
from eventmgr.tools.metrics.models import Voucher
from eventmgr.tools.taxonomy.feature import say_sector, say_topic

_OF_ADOPTION = {name: label for name, label in labels_of(CaseAdoption).items() if name != "province_code"}
WORDS = (
    Words(
        Case,
        _l("Case"),
        actions={
            "published": _l("published"),
            "withdrawn": _l("withdrawn"),
            **metrics.ACTIONS,
            "file_added": _l("file added"),
            "file_removed": _l("file deleted"),
            "wanted": _l("marked “Wants to learn from it”"),
            "unwanted": _l("mark “Wants to learn from it” taken back"),
            "adoption_reported": _l("adoption reported"),
            "adoption_withdrawn": _l("adoption withdrawn by the organization"),
            "adoption_published": _l("adoption published"),
            "adoption_declined": _l("adoption not accepted"),
        },
        fields={
            **metrics.trail_fields(CaseMetric),
            **_OF_ADOPTION,
            "adoption": _l("Adopted by"),
            "state": _l("State"),
            "file": _l("File"),
            "organization": _l("Organization"),
        },
        values={"vouched_by": Voucher},
        say={"sector_codes": say_sector, "topic_ids": say_topic},
    ),
)
