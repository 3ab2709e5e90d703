"""What is typed about requests: asking, declining, messages, calls; what organizers enter for others."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.models import Listing, Side
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_requests.labels import AnswerGround
from eventmgr.matchmaking.meeting_requests.models import DeclineReason, MeetingCall, MeetingRequest, Wish
from eventmgr.matchmaking.meeting_requests.queries import MOST_SUBJECTS
from eventmgr.matchmaking.meeting_requests.rules import LONGEST_MESSAGE, LONGEST_REASON, LONGEST_WORDS, MOST_PLACES
from eventmgr.matchmaking.meeting_requests.services import Answer, CallDraft, No, Wanted
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeMultiSelect,
    CodeSelect,
    Form,
    InstantField,
    IntField,
    LineField,
    Required,
    TextField,
)

_LONGEST_TITLE, _LONGEST_CALL = 100, 2000
_NO_REASON = "none"


def _wishes() -> list[tuple[str, str]]:
    return [(wish.value, str(wish.label)) for wish in Wish]


class AskForm(Form):
    """What a party asks for; everything but the button may stay as it is."""

    wish = RadioField(_l("Your wish"), choices=_wishes, default=Wish.WOULD.value)
    listings = CodeMultiSelect(_l("About these listings"))
    words = TextField(_l("Subject of the meeting"), longest=LONGEST_WORDS)
    seat_id = CodeSelect(_l("Your representative at the table"), blank=_l("Anyone who is free"))
    interpreter = CodeSelect(
        _l("Interpreter"),
        blank=_l("Not needed"),
        choices=lambda: [(tag, str(label)) for tag, label in LANGUAGES.items()],
    )

    def prepare(self, seats: Sequence[PartyRepresentative], subjects: Sequence[Listing], organization_id: int) -> None:
        """Who may sit there, and which listings it may be about; without any there is no such field.

        Args:
            organization_id: of whoever fills it in.
        """
        self.seat_id.offer([(str(one.id), f"{one.name} {one.title}".strip()) for one in seats])
        if subjects:
            self.listings.offer([(str(one.id), subject_of(one, organization_id)) for one in subjects])
        else:
            del self.listings

    def validate_listings(self, field: CodeMultiSelect) -> None:
        """Refuse more listings than a request may be about."""
        if len(field.data or ()) > MOST_SUBJECTS:
            raise ValidationError(_("Select %(most)s listings at most.", most=MOST_SUBJECTS))

    def wanted(self, before: MeetingRequest | None = None) -> Wanted:
        """What is asked for: seat, words and listings."""
        seat, words = self.seat_id.data, before.words if before else ""
        subjects = self.listings.data or () if self.listings else before.listing_ids if before else ()
        return Wanted(
            Wish(self.wish.data),
            (self.words.data or "") if self.words else words,
            int(seat) if seat else None,
            self.interpreter.data or "",
            is_moderated=before.is_moderated if before else False,
            listing_ids=[int(number) for number in subjects],
        )

    def answer(self) -> Answer:
        """The form as an answer to the request."""
        wanted = self.wanted()
        return Answer(wanted.wish, wanted.seat_id, wanted.interpreter)


class DeclineForm(Form):
    """Why not; both may stay empty."""

    code = RadioField(
        _l("Reason"),
        choices=lambda: [(_NO_REASON, _("No reason given")), *DeclineReason.choices()],
        default=_NO_REASON,
    )
    words = LineField(_l("In your own words"), longest=LONGEST_REASON)

    def no(self) -> No:
        """The refusal of a request: its reason and words."""
        code = self.code.data if self.code.data != _NO_REASON else ""
        return No(code or "", self.words.data or "")


class MessageForm(Form):
    """A message to the other side."""

    text = TextField(_l("Message"), [Required()], longest=LONGEST_MESSAGE)


class ApplyForm(Form):
    """What somebody says who applies to a call."""

    words = TextField(_l("Why you are the right partner"), longest=LONGEST_WORDS)


class CallForm(Form):
    """A call for partners."""

    title = BilingualLine(_l("Title"), [Required()], longest=_LONGEST_TITLE)
    text = BilingualText(_l("Text"), longest=_LONGEST_CALL)
    places = IntField(_l("Partners wanted"), [Required()], least=1, most=MOST_PLACES)
    closes_at = InstantField(_l("Open until"))

    def prepare(self, event: Event) -> None:
        """On whose clock the end is typed."""
        self.closes_at.zone = event.timezone

    def draft(self) -> CallDraft:
        """The call as it was typed."""
        return CallDraft(self.title.data, self.places.data or 1, self.text.data, self.closes_at.data)


class OfficeCallForm(CallForm):
    """A call that organizers publish for a party."""

    party = CodeSelect(_l("Leading company"), [Required()], blank=_l("Select"))

    def offer(self, parties: Sequence[MeetingParty]) -> None:
        """Whose call it may be."""
        self.party.offer(choices_parties(parties))


class CallerForm(Form):
    """Names a party that may publish calls by itself."""

    party = CodeSelect(_l("Leading company"), [Required()], blank=_l("Select"))

    def offer(self, parties: Sequence[MeetingParty]) -> None:
        """Offer the parties that may be chosen."""
        self.party.offer(choices_parties(parties))


class OfficeForm(Form):
    """On what grounds organizers answer for somebody."""

    ground = CodeSelect(
        _l("On what grounds"),
        [Required()],
        blank=_l("Select"),
        choices=AnswerGround.choices,
    )
    note = LineField(_l("Note for the change log"), longest=LONGEST_REASON)

    def reason(self) -> str:
        """For the trail, in the language of whoever works there."""
        words = str(AnswerGround(self.ground.data).label) if self.ground.data else ""
        return _("%(reason)s: %(note)s", reason=words, note=self.note.data) if self.note.data else words


class AcceptForForm(OfficeForm):
    """An acceptance that organizers enter."""

    wish = RadioField(_l("Wish of the organization"), choices=_wishes, default=Wish.WOULD.value)


class DeclineForForm(OfficeForm):
    """A refusal that organizers enter."""

    code = CodeSelect(
        _l("Reason given to the other organization"),
        blank=_l("No reason given"),
        choices=DeclineReason.choices,
    )


class EnterForm(OfficeForm):
    """A request that organizers enter, accepted or not."""

    asker = CodeSelect(_l("Organization that asks"), [Required()], blank=_l("Select"))
    asked = CodeSelect(_l("Organization that is asked"), [Required()], blank=_l("Select"))
    wish = RadioField(_l("Wish of the organization that asks"), choices=_wishes, default=Wish.WOULD.value)
    words = TextField(_l("Subject of the meeting"), longest=LONGEST_WORDS)
    interpreter = CodeSelect(
        _l("Interpreter"),
        blank=_l("Not needed"),
        choices=lambda: [(tag, str(label)) for tag, label in LANGUAGES.items()],
    )
    is_moderated = BooleanField(_l("A moderator sits with them"))
    is_accepted = BooleanField(_l("Both want it: accepted at once"))

    def offer(self, parties: Sequence[MeetingParty]) -> None:
        """Offer the parties that may meet."""
        choices = choices_parties(parties)
        self.asker.offer(choices)
        self.asked.offer(choices)

    def wanted(self) -> Wanted:
        """What the first asks for."""
        return Wanted(
            Wish(self.wish.data),
            self.words.data or "",
            None,
            self.interpreter.data or "",
            is_moderated=bool(self.is_moderated.data),
        )


def subject_of(listing: Listing, organization_id: int) -> str:
    """A listing as whoever belongs to that organization reads it among those that a request is about."""
    is_own, is_supply = listing.organization_id == organization_id, listing.side is Side.SUPPLY
    own, theirs = (
        (_("You offer"), _("The other side offers")) if is_supply else (_("You seek"), _("The other side seeks"))
    )
    return _("%(label)s: %(value)s", label=own if is_own else theirs, value=localized(listing.title))


def choices_parties(parties: Sequence[MeetingParty]) -> list[tuple[str, str]]:
    """Parties as choices, by the names of their organizations."""
    ordered = sorted(parties, key=lambda party: (party.organization.pinyin_key, party.id))
    return [(str(party.id), organization_name(party.organization)) for party in ordered]


def draft_of(call: MeetingCall) -> dict[str, object]:
    """A call as its form shows it."""
    return {"title": call.title, "text": call.text, "places": call.places, "closes_at": call.closes_at}
