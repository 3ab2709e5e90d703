"""What the trail says of short messages."""

from __future__ import annotations

from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.trail import filter_words
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.office.texting.models import ShortMessage

WORDS = (
    Words(
        ShortMessage,
        _l("Short message"),
        actions={"deleted": _l("draft deleted"), "sending_began": _l("sending began")},
        fields={
            "text": _l("Text"),
            "is_necessary": _l("Necessary for taking part"),
            "necessity": _l("Why it is necessary"),
            "people": _l("Number of people"),
            "parts": _l("Parts billed"),
            "unsubscribed": _l("Unsubscribed"),
        },
        records=frozenset({"sending_began"}),
    ),
    Words(
        Registration,
        actions={"told_by_text": _l("informed by short message"), "left_alone": _l("wants no short messages")},
    ),
    filter_words(ShortMessage),
)
