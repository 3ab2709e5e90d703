"""What the trail says of bulk e-mails."""

from __future__ import annotations

from eventmgr.event.registration.trail import filter_words
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.office.bulkmail.labels import PAUSED_FOR
from eventmgr.office.bulkmail.models import BulkMail

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
            "subject": _l("Subject"),
            "body": _l("Text"),
            "is_necessary": _l("Necessary for taking part"),
            "necessity": _l("Why it is necessary"),
            "has_entry": _l("With a calendar entry"),
            "sends_at": _l("Time of sending"),
            "due_at": _l("Time of sending"),
            "anchor": _l("Counted from"),
            "distance": _l("Number of days or hours"),
            "in_hours": _l("Counted in hours"),
            "files": _l("Attachments"),
            "emails": _l("E-mails"),
            "unreached": _l("Without an e-mail address"),
            "unsubscribed": _l("Unsubscribed"),
            "paused_for": _l("Reason"),
        },
        values={
            "paused_for": PAUSED_FOR,
        },
        records=frozenset({"sending_began"}),
    ),
    filter_words(BulkMail),
)
