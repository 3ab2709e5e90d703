"""What the trail says of policies."""

from __future__ import annotations

from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag, Policy
from eventmgr.exchange.policies.wording import ceiling_words
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.tools.taxonomy.feature import say_sector
from eventmgr.tools.taxonomy.sizes import SizeClass


def _say_ceiling(value: object) -> str:
    return ceiling_words(int(str(value)))


WORDS = (
    Words(
        Policy,
        _l("Policy"),
        actions={
            "published": _l("published"),
            "withdrawn": _l("withdrawn"),
            "repealed": _l("repealed"),
            "reinstated": _l("repeal taken back"),
            "file_added": _l("file added"),
            "file_removed": _l("file deleted"),
        },
        fields={"state": _l("State"), "file": _l("File")},
        values={"kinds": ApplicantKind, "sizes": SizeClass, "tags": ApplicantTag},
        say={"sector_codes": say_sector, "ceiling": _say_ceiling},
    ),
)
