"""What the trail says of calls for cases and of what is submitted."""

from __future__ import annotations

from eventmgr.exchange.calls.models import CallAudience, CaseCall, CaseReviewer, CaseSubmission
from eventmgr.exchange.calls.wording import say_metric
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.tools.taxonomy.feature import say_sector, say_topic

WORDS = (
    Words(
        CaseCall,
        _l("Call for cases"),
        actions={
            "published": _l("published"),
            "decided": _l("decided, letters sent"),
            "reviewer_named": _l("reviewer named"),
            "reviewer_removed": _l("reviewer removed"),
        },
        fields={"reviewer": _l("Reviewer")},
        values={"audience": CallAudience},
        say={"sector_codes": say_sector, "topic_ids": say_topic},
    ),
    Words(
        CaseSubmission,
        _l("Submitted case"),
        actions={
            "sent": _l("sent"),
            "confirmed": _l("e-mail address confirmed"),
            "corrected": _l("corrected"),
            "withdrawn": _l("withdrawn"),
            "scored": _l("scored"),
            "interest_declared": _l("interest declared"),
            "selected": _l("selected"),
            "unselected": _l("selection taken back"),
            "forgotten": _l("personal information deleted"),
        },
        say={"sector_codes": say_sector, "metrics": say_metric},
    ),
    Words(CaseReviewer, _l("Reviewer"), actions={"forgotten": _l("personal information deleted")}),
)
