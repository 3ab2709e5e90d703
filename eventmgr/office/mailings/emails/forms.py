"""What organizers write to many people, and when it is to be sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wtforms import BooleanField, MultipleFileField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.events.models import Attachment, Event
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.office.mailings.emails.services import Draft
from eventmgr.office.mailings.emails.services.attaching import MOST_FILES
from eventmgr.office.mailings.models import Anchor, BulkMail
from eventmgr.tools.messages.texts.wording import LONGEST_BODY, LONGEST_SUBJECT
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeSelect,
    Form,
    InstantField,
    IntField,
    LineField,
)
from eventmgr.tools.web.rendering.templating import file_size

NOW, AT, ANCHORED = "now", "at", "anchor"
_FURTHEST = 1000
"""Days or hours from an anchor."""


class AttachForm(Form):
    """Files that are to go with it."""

    files = MultipleFileField(_l("Files from your device"))
    own = CodeSelect(_l("Or a file of the event"), blank=_l("none"))

    def prepare(self, event: Event, *, most_bytes: int) -> None:
        """What is accepted, and the files that the event has."""
        self.files.description = _(
            "PDF, Word, Excel, PowerPoint, PNG, JPEG or text; %(num)s files at most, %(size)s MB in all.",
            num=MOST_FILES,
            size=most_bytes >> 20,
        )
        self.own.offer([(str(one.id), _of_event(one)) for one in event.attachments])


def _of_event(file: Attachment) -> str:
    name = localized(file.title) or file.filename
    shown = _("%(name)s (%(size)s)", name=name, size=file_size(file.size))
    return shown if file.is_public else _("%(file)s, so far for the team only", file=shown)


class BulkMailForm(Form):
    """Text, what it is, and its time."""

    subject = BilingualLine(_l("Subject"), longest=LONGEST_SUBJECT)
    body = BilingualText(
        _l("Text"),
        longest=LONGEST_BODY,
        description=_l(
            "Plain text with the placeholders below; an empty line starts a new paragraph. Write it "
            "in one language or in both: each recipient gets it in their own where available."
        ),
    )
    has_entry = BooleanField(_l("Attach the event for calendars"), description=_l("To those who hold a place."))
    is_necessary = BooleanField(
        _l("Necessary for taking part"),
        description=_l(
            "For example another place or time. It also goes to people who have unsubscribed, and has no link to unsubscribe."
        ),
    )
    necessity = LineField(
        _l("Why it is necessary"), longest=200, description=_l("For necessary e-mails only; kept in the change log.")
    )
    when = RadioField(
        _l("Time of sending"),
        choices=[
            SelectChoice(NOW, _l("at once, when you confirm it on the next page")),
            SelectChoice(AT, _l("at a date and time")),
            SelectChoice(ANCHORED, _l("before or after the event or its deadline; moves with it")),
        ],
        default=NOW,
    )
    sends_at = InstantField(_l("Date and time"))
    distance = IntField(_l("How many"), most=_FURTHEST)
    in_hours = CodeSelect(_l("Days or hours"), choices=(("days", _l("days")), ("hours", _l("hours"))))
    side = CodeSelect(_l("Before or after"), choices=(("before", _l("before")), ("after", _l("after"))))
    anchor = CodeSelect(_l("Counted from"), choices=tuple(Anchor.choices()))

    def prepare(self, event: Event) -> None:
        """Times are told on the event's clock."""
        self.sends_at.zone = event.timezone

    def faults(self, *, at: datetime) -> bool:
        """Whether the time lacks something; the fault then stands beside its field."""
        sends_at = self.sends_at.data
        if self.when.data == AT and sends_at is None and not self.sends_at.errors:
            self.sends_at.errors = [*self.sends_at.errors, _("Enter when it is to be sent.")]
        elif self.when.data == AT and sends_at is not None and sends_at <= at:
            self.sends_at.errors = [*self.sends_at.errors, _("This time has passed. Choose a later one.")]
        elif self.when.data == ANCHORED and self.distance.data is None:
            self.distance.errors = [*self.distance.errors, _("Enter how many days or hours; 0 is the exact time.")]
        return bool(self.errors)

    def draft(self) -> Draft:
        """What was typed, after validation."""
        when = self.when.data
        far = int(self.distance.data or 0) * (-1 if self.side.data == "before" else 1) if when == ANCHORED else 0
        return Draft(
            subject=self.subject.data or {},
            body=self.body.data or {},
            is_necessary=bool(self.is_necessary.data),
            necessity=self.necessity.data or "",
            has_entry=bool(self.has_entry.data),
            sends_at=self.sends_at.data if when == AT else None,
            anchor=Anchor(self.anchor.data or "start") if when == ANCHORED else None,
            distance=far,
            in_hours=when == ANCHORED and self.in_hours.data == "hours",
        )

    @staticmethod
    def read(mail: BulkMail) -> dict[str, Any]:
        """The draft as the form shows it."""
        return {
            "subject": dict(mail.subject),
            "body": dict(mail.body),
            "is_necessary": mail.is_necessary,
            "necessity": mail.necessity,
            "has_entry": mail.has_entry,
            "when": ANCHORED if mail.anchor else AT if mail.sends_at else NOW,
            "sends_at": mail.sends_at,
            "distance": abs(mail.distance) if mail.anchor else None,
            "in_hours": "hours" if mail.in_hours else "days",
            "side": "after" if mail.anchor and mail.distance > 0 else "before",
            "anchor": (mail.anchor or Anchor.START).value,
        }
