"""What the trail says of experts."""

from __future__ import annotations

from eventmgr.exchange.experts.models import PARTS, Expert
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.tools.taxonomy.feature import say_sector, say_topic


def _say_part(value: object) -> str:
    return str(PARTS.get(str(value), value))


WORDS = (
    Words(
        Expert,
        _l("Expert"),
        actions={
            "invited": _l("invited"),
            "link_sent": _l("link sent again"),
            "agreed": _l("agreed to stand in the list"),
            "declined": _l("declined to stand in the list"),
            "withdrawn": _l("consent withdrawn by the expert"),
            "removed": _l("removed"),
            "erased": _l("deleted by the expert"),
            "forgotten": _l("personal information deleted"),
        },
        say={"sector_codes": say_sector, "topic_ids": say_topic, "shown": _say_part},
        records=frozenset({"agreed", "declined", "withdrawn", "erased", "forgotten"}),
    ),
)
