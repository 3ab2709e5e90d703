"""What the trail says of mailings and of the group robot."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.trail import filter_words
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.office.mailings.models import BulkMail, ShortMessage

WORDS = (
    Words(
        BulkMail,
        _l("Bulk e-mail"),
        actions={
            "deleted": _l("draft deleted"),
            "scheduled": _l("scheduled"),
            "sending_began": _l("sending began"),
            "sending_ended": _l("sending finished"),
            "paused": _l("paused"),
            "resumed": _l("continued"),
            "reopened": _l("taken back to a draft"),
            "stopped": _l("sending stopped"),
        },
        fields={
            "due_at": _l("Time of sending"),
            "files": _l("Attachments"),
            "emails": _l("E-mails"),
            "unreached": _l("Without an e-mail address"),
            "unsubscribed": _l("Unsubscribed"),
            "paused_for": _l("Reason"),
        },
        records=frozenset({"sending_began"}),
    ),
    filter_words(BulkMail),
    Words(
        ShortMessage,
        _l("Short message"),
        actions={"deleted": _l("draft deleted"), "sending_began": _l("sending began")},
        fields={
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
    Words(
        Event,
        actions={
            "robot_set_up": _l("group robot set up"),
            "robot_changed": _l("group robot changed"),
            "robot_removed": _l("group robot removed"),
            "robot_tested": _l("test of the group robot sent"),
        },
    ),
)
