"""What the trail says of merges and of what is known to be two people's."""

from __future__ import annotations

from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l

WORDS = (
    Words(
        Registration,
        actions={
            "merged": _l("merged with another registration"),
            "merged_away": _l("cancelled as merged"),
            "merged_into": _l("merged into another registration"),
            "merge_undone": _l("reinstated: merge undone"),
            "parted": _l("merge undone"),
            "two_people": _l("marked as another person"),
        },
        fields={"merged_with": _l("Merged with"), "two_people": _l("Not the same person as")},
        keeps=frozenset({"merged_with", "two_people"}),
    ),
)
