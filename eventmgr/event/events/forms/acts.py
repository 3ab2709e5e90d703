"""What is typed to begin, copy, call off, announce and attach."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, FileField

from eventmgr.event.events.forms.sections import MOVE_DEADLINES, MOVES_ALONG, idle_ticks, offer_moves, words_of_moving
from eventmgr.event.events.forms.zones import zone_choices
from eventmgr.event.events.models import Attachment, Event, EventKind, HostRole, Notice
from eventmgr.event.events.services import NewEvent, NoticeDraft
from eventmgr.event.events.services.editing import LONGEST_EVENT
from eventmgr.event.events.services.letter_texts import LONGEST_SENTENCE
from eventmgr.event.events.setup.agenda_skeleton import Skeleton, skeleton
from eventmgr.event.events.setup.templates_by_kind import template_of
from eventmgr.ground.i18n import LANGUAGES, _l, language
from eventmgr.identity.accounts.forms import email_address
from eventmgr.identity.accounts.models import User
from eventmgr.tools.messages.texts.wording import LONGEST_BODY, LONGEST_SUBJECT, Wording
from eventmgr.tools.taxonomy import choices_provinces, find_province
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeMultiSelect,
    CodeSelect,
    DateField,
    Form,
    InstantField,
    IntField,
    LineField,
    PersonNameField,
    Required,
    TextField,
)

_AHEAD = timedelta(weeks=6)


class HandoverForm(Form):
    """What the team tells whoever takes over."""

    handover_note = TextField(_l("Note for your successor"), longest=5000)

    @staticmethod
    def read(event: Event) -> dict[str, Any]:
        """The handover note as the form shows it."""
        return {"handover_note": event.handover_note}


class NewForm(Form):
    """The least that a draft needs; everything else has its section later."""

    title = BilingualLine(_l("Title"), [Required()])
    summary = BilingualText(_l("Summary"), longest=500, description=_l("One or two sentences, for lists and e-mails."))
    starts_at = InstantField(_l("Begins"), [Required()], zone_field="timezone")
    ends_at = InstantField(_l("Ends"), [Required()], zone_field="timezone")
    timezone = CodeSelect(_l("Time zone"), [Required()])
    province_code = CodeSelect(_l("Province/region"), blank=_l("not yet known"))
    city = BilingualLine(_l("City"), longest=60)
    venue = BilingualLine(_l("Venue"))
    host = BilingualLine(_l("Hosted by"))
    capacity = IntField(_l("Capacity"), least=0, most=100_000, description=_l("Leave empty for no limit."))
    contact_name = PersonNameField(_l("Contact"), longest=60)
    phone = LineField(_l("Phone"), longest=40)
    email = LineField(_l("E-mail"), [email_address], longest=254)

    def __init__(self, *args: object, zone: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.timezone.offer(zone_choices(zone))
        self.starts_at.zone = self.ends_at.zone = zone
        self.province_code.offer(choices_provinces(language()))

    def agenda(self, kind: EventKind) -> Skeleton | None:
        """The kind's agenda in the times that stand there; None while they are none of an event."""
        for field in (self.starts_at, self.ends_at):
            if field.data is None:  # it is read when it is validated
                field.validate(self)
        begins, ends = self.starts_at.data, self.ends_at.data
        if not begins or not ends or not begins < ends <= begins + LONGEST_EVENT:
            return None
        return skeleton(kind, begins, ends, self.starts_at.zone)

    def draft(self, kind: EventKind) -> NewEvent:
        """The typed values as the service takes them, after validation."""
        assert self.starts_at.data, "it is required"
        assert self.ends_at.data, "it is required"
        contact = {"name": self.contact_name.data, "phone": self.phone.data, "email": self.email.data}
        return NewEvent(
            kind=kind,
            title=self.title.data,
            summary=self.summary.data,
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
            timezone=self.timezone.data or "",
            province_code=self.province_code.data,
            city=self.city.data,
            venue=self.venue.data,
            host=self.host.data,
            capacity=self.capacity.data,
            contact={name: value for name, value in contact.items() if value},
        )


def usual_of(user: User, last: Event | None) -> dict[str, object]:
    """Province, host and contact as in the last event of that account, or as the account says itself."""
    own = {"contact_name": user.name, "email": user.email}
    if last is None:
        return {**own, "province_code": user.unit_code if user.unit_code and find_province(user.unit_code) else None}
    contact = last.contact or {"name": user.name, "email": user.email}
    host = next((host.name for host in last.hosts if host.role is HostRole.HOST), {})
    return {
        "province_code": last.province_code,
        "city": last.city,
        "host": host,
        "contact_name": contact.get("name", ""),
        "phone": contact.get("phone", ""),
        "email": contact.get("email", ""),
    }


def proposal(kind: EventKind, *, at: datetime, zone: str) -> dict[str, object]:
    """The summary of the kind, and times that it proposes: a Wednesday some six weeks after `at`."""
    template = template_of(kind)
    day = at.astimezone(ZoneInfo(zone)).date() + _AHEAD
    day += timedelta(days=(2 - day.weekday()) % 7)
    last = day + timedelta(days=template.length_days - 1)
    instants = [f"{day}T{template.begins}", f"{last}T{template.ends}"]
    starts_at, ends_at = (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in instants)
    return {"summary": dict(template.summary), "starts_at": starts_at, "ends_at": ends_at, "timezone": zone}


class CloneForm(Form):
    """Asks on which day the copy of an event begins."""

    first_day = DateField(_l("New first day"), [Required()])


class ReasonForm(Form):
    """Why an event is called off."""

    reason = BilingualLine(_l("Reason"), [Required()], longest=300, description=_l("Shown publicly."))


class OwnWordsForm(Form):
    """A sentence of the organizers' own in e-mails of a kind."""

    own_words = BilingualText(
        _l("Your own sentence"),
        longest=LONGEST_SENTENCE,
        description=_l("Plain text, placed at the end before the contact. If empty, nothing is added."),
    )

    @staticmethod
    def read(event: Event, kind: str) -> dict[str, Any]:
        """The event's own words of that kind as the form shows them."""
        return {"own_words": dict(event.own_words.get(kind, {}))}


class LetterTextForm(Form):
    """What e-mails of a kind say, in both languages; `reader` only chooses whom the preview is written to."""

    subject = BilingualLine(_l("Subject"), longest=LONGEST_SUBJECT)
    body = BilingualText(
        _l("Text"),
        longest=LONGEST_BODY,
        description=_l("Plain text with the placeholders below; an empty line starts a new paragraph."),
    )
    reader = LineField(
        _l("Preview with a real recipient"),
        longest=60,
        description=_l("Part of a name or an organization; if empty, a fictitious recipient."),
    )

    @staticmethod
    def read(texts: Mapping[str, Wording]) -> dict[str, Any]:
        """What is there, by language."""
        return {
            part: {language: getattr(text, part) for language, text in texts.items()} for part in ("subject", "body")
        }

    def typed(self) -> dict[str, Wording]:
        """Language → what was typed, after validation."""
        subject, body = self.subject.data or {}, self.body.data or {}
        return {language: Wording(subject.get(language, ""), body.get(language, "")) for language in LANGUAGES}


class PostponeForm(ReasonForm):
    """Why an event is put off, and the new dates if they are known."""

    starts_at = InstantField(_l("New beginning"), description=_l("Leave empty if not yet known."))
    ends_at = InstantField(_l("New end"))
    move_deadlines = BooleanField(MOVE_DEADLINES, default=True)
    moves = CodeMultiSelect(MOVES_ALONG)

    def __init__(self, *args: object, event: Event, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.starts_at.zone = self.ends_at.zone = event.timezone
        self.move_deadlines.description = words_of_moving(event)
        offer_moves(self.moves, event)

    @property
    def unasked(self) -> frozenset[str]:
        """The ticks, where nothing would move."""
        return idle_ticks(self.move_deadlines, self.moves)


class NoticeForm(Form):
    """A notice: title, document number, day and text."""

    title = BilingualLine(_l("Title"), [Required()])
    number = LineField(_l("Document number"), longest=60)
    published_on = DateField(_l("Public from"), [Required()])
    body = BilingualText(_l("Text"), longest=30_000, description=_l("Markdown: headings, lists, links."))

    @staticmethod
    def read(notice: Notice) -> dict[str, Any]:
        """The notice as the form shows it."""
        return {name: getattr(notice, name) for name in ("title", "number", "published_on", "body")}

    def draft(self) -> NoticeDraft:
        """The typed values as the service takes them, after validation."""
        assert self.published_on.data
        return NoticeDraft(
            title=self.title.data,
            body=self.body.data,
            number=self.number.data or "",
            published_on=self.published_on.data,
        )


class FileForm(Form):
    """How a file is shown."""

    title = BilingualLine(_l("Title"), longest=120, description=_l("Leave empty to use the file name."))
    is_public = BooleanField(_l("Everybody may download it"), default=True)

    @staticmethod
    def read(attachment: Attachment) -> dict[str, Any]:
        """The file's title and visibility as the form shows them."""
        return {"title": attachment.title, "is_public": attachment.is_public}


class UploadForm(FileForm):
    """Adds a file to the event."""

    file = FileField(_l("File"), description=_l("PDF, Word, Excel, PowerPoint, PNG, JPEG or text, at most 10 MB."))


def days_between(event: Event, first_day: date) -> int:
    """How many days after the event's first day `first_day` lies."""
    return (first_day - event.starts_at.astimezone(ZoneInfo(event.timezone)).date()).days
