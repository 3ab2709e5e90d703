"""What the trail says of suggestions."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.suggestions.labels import PARTS
from eventmgr.matchmaking.suggestions.models import Across, PartnerOpinion

WORDS = (
    Words(
        Event,
        actions={"suggestions_weighed": _l("weights of partner suggestions changed")},
        fields={**PARTS, "across": _l("Between regions"), "share": _l("Suggestions for each organization at most")},
        values={"across": Across},
    ),
    Words(
        PartnerOpinion,
        _l("Suggested partner"),
        actions={
            "not_for_us": _l("marked as not suitable"),
            "met_before": _l("marked as met before"),
            "taken_back": _l("may be suggested again"),
        },
    ),
)
