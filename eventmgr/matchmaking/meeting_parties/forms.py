"""What is typed about parties, by organizers and by parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.types import Types
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import mail_address
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties.labels import FIELDS, PERSON_FIELDS, sides_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.services import Person, Values
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_plans.models import MeetingTable, PartyKind
from eventmgr.matchmaking.meeting_plans.slots import Slot, Span, slot_name, spans_of_slots
from eventmgr.tools.taxonomy.choices import choices_provinces, choices_sectors, choices_units
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web.forms import (
    CodeMultiSelect,
    CodeSelect,
    Form,
    IntField,
    LineField,
    OrganizationField,
    PersonNameField,
    Required,
    TextField,
)

_BY_PROVINCE = "by_province"
_NO_SIDE = "none"
_EMAIL_LANGUAGES = (("zh", _l("Chinese")), ("en", _l("English")))
_AS_ALL = _l("If empty, as for its type, or as for all.")


class PartyForm(Form):
    """What organizers set for one organization."""

    kind = CodeSelect(FIELDS["kind"], [Required()], choices=PartyKind.choices())
    province_code = CodeSelect(FIELDS["province_code"], blank=_l("none"))
    side = CodeSelect(FIELDS["side"], [Required()])
    unit_code = CodeSelect(
        FIELDS["unit_code"], blank=_l("none"), description=_l("Its liaison may act for the organization.")
    )
    sector_code = CodeSelect(FIELDS["sector_code"], blank=_l("none"))
    group_name = LineField(
        FIELDS["group_name"], longest=100, description=_l("Companies with the same words here belong together.")
    )
    maximum = IntField(FIELDS["maximum"], least=0, most=100, description=_AS_ALL)
    minimum = IntField(FIELDS["minimum"], least=0, most=100, description=_AS_ALL)
    home_table_id = CodeSelect(
        FIELDS["home_table_id"],
        blank=_l("No fixed table"),
        description=_l("The organization stays at this table, its partners come to it, and nobody else uses it."),
    )
    language = CodeSelect(FIELDS["language"], [Required()], choices=_EMAIL_LANGUAGES)

    def prepare(self, event: Event, tables: Sequence[MeetingTable]) -> None:
        """The sides and delegations of the event, and its tables."""
        spoken = language()
        self.province_code.offer(choices_provinces(spoken))
        self.side.offer(
            [(_BY_PROVINCE, _("By its province")), *sides_of(event).items(), (_NO_SIDE, _("Not on any side"))]
        )
        self.unit_code.offer(choices_units(spoken, [unit.unit_code for unit in event.units]))
        self.sector_code.offer(choices_sectors(spoken))
        self.home_table_id.offer([(str(table.id), _("Table %(number)s", number=table.number)) for table in tables])

    def values(self) -> Values:
        """The party as it was typed."""
        side = self.side.data or _BY_PROVINCE
        return Values(
            PartyKind(self.kind.data),
            None if side == _BY_PROVINCE else "" if side == _NO_SIDE else side,
            self.unit_code.data or "",
            self.province_code.data or "",
            self.sector_code.data or "",
            self.group_name.data or "",
            self.maximum.data,
            self.minimum.data,
            int(self.home_table_id.data) if self.home_table_id.data else None,
            self.language.data or "zh",
        )


class NewPartyForm(PartyForm):
    """An organization that organizers enter."""

    name = OrganizationField(_l("Full name of the organization"), [Required()], longest=200)


def party_data(party: MeetingParty) -> dict[str, Any]:
    """What the form of a party shows."""
    names = ("unit_code", "province_code", "sector_code", "group_name", "maximum", "minimum", "language")
    home = str(party.home_table_id) if party.home_table_id else ""
    fixed = {"kind": party.kind.value, "side": party.side or _NO_SIDE, "home_table_id": home}
    return {name: getattr(party, name) for name in names} | fixed


class PersonForm(Form):
    """Somebody who sits at a table and is not registered."""

    name = PersonNameField(PERSON_FIELDS["name"], [Required()], longest=50)
    title = LineField(PERSON_FIELDS["title"], longest=100)
    mobile = LineField(PERSON_FIELDS["mobile"], longest=40)
    email = LineField(PERSON_FIELDS["email"], longest=254, description=_l("Their own link is sent there."))
    languages = CodeMultiSelect(_l("Languages besides Chinese"), choices=tuple(LANGUAGES.items()))

    def person(self) -> Person | None:
        """What was typed; None where something is wrong, which then stands beside its field."""
        mobile, email = _read(self.mobile, normalize_mobile), _read(self.email, _mailbox)
        if self.mobile.errors or self.email.errors:
            return None
        return Person(self.name.data or "", self.title.data or "", mobile, email, tuple(self.languages.data or ()))


class LanguagesForm(Form):
    """Of somebody who is registered the languages alone are said here."""

    languages = CodeMultiSelect(_l("Languages besides Chinese"), choices=tuple(LANGUAGES.items()))

    def person(self) -> Person:
        """The languages of the person as typed."""
        return Person("", languages=tuple(self.languages.data or ()))


class SeatForm(Form):
    """Makes a registered person a representative of the organization."""

    registration = CodeSelect(_l("Registered person"), [Required()], blank=_l("Please select"))


def person_data(seat: PartyRepresentative) -> dict[str, Any]:
    """What the form of a representative shows."""
    return {name: getattr(seat, name) for name in ("name", "title", "mobile", "email", "languages")}


class TimesForm(Form):
    """When a party cannot: ticked slots, for all of it and for each of its people."""

    def ticked(self, slots: Sequence[Slot]) -> dict[int | None, list[Span]]:
        """Number of a representative, or None for all → the spans that were ticked."""
        spans_of: dict[int | None, list[Span]] = {}
        for field in self:
            if field.name.startswith("absent_"):
                number = field.name.removeprefix("absent_")
                spans_of[int(number) if number != "all" else None] = spans_of_slots(slots, set(field.data or ()))
        return spans_of


def times_form(
    seats: Sequence[PartyRepresentative], slots: Sequence[Slot], ticked: Mapping[int | None, set[str]] | None
) -> TimesForm:
    """The form for these people and slots.

    Args:
        ticked: number of a representative, or None for all → the names of slots; None: what was sent.
    """
    codes = [(slot_name(slot), slot_name(slot)) for slot in slots]
    columns = {"absent_all": _l("The whole organization")} | {f"absent_{seat.id}": seat.name for seat in seats}
    fields = {name: CodeMultiSelect(words, choices=codes) for name, words in columns.items()}
    data = {f"absent_{'all' if number is None else number}": sorted(names) for number, names in (ticked or {}).items()}
    made: TimesForm = type("TimesOfParty", (TimesForm,), fields)(data=data)
    return made


class OwnForm(Form):
    """What a party sets itself."""

    language = CodeSelect(FIELDS["language"], [Required()], choices=_EMAIL_LANGUAGES)
    shows_tentative = BooleanField(
        FIELDS["shows_tentative"],
        description=_l("If off, calendars show meetings only once the timetable is final."),
    )


class LeaveForm(Form):
    """Asks why an organization leaves."""

    reason = TextField(_l("Reason"), longest=500, description=_l("For the organizers only."))


class ExclusionForm(Form):
    """Two that shall not meet."""

    one = CodeSelect(_l("Organization"), [Required()], blank=_l("Please select"))
    other = CodeSelect(_l("shall not meet"), [Required()], blank=_l("Please select"))
    reason = LineField(_l("Reason"), longest=200, description=_l("For the organizers only."))

    def prepare(self, parties: Sequence[MeetingParty]) -> None:
        """All that take part, by name."""
        choices = [(str(party.id), organization_name(party.organization)) for party in parties]
        self.one.offer(choices)
        self.other.offer(choices)


class TakingForm(Form):
    """Of which types of participants registrations are taken over."""

    roles = CodeMultiSelect(_l("Types of participants"), [Required()])

    def prepare(self, types: Types, numbers: Mapping[str, int]) -> None:
        """The types of which somebody holds a place."""
        self.roles.offer([(key, types.name(key)) for key in sorted(numbers, key=types.position)])


def _mailbox(typed: str) -> str:
    try:
        return mail_address(typed)
    except ValueError:
        raise Refusal(_("This is not a complete e-mail address, such as name@example.com.")) from None


def _read(field: Any, clean: Any) -> str:
    try:
        return str(clean(field.data)) if field.data else ""
    except Refusal as refusal:
        field.errors = [*field.errors, refusal.message]
        return ""
