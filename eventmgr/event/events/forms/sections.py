"""The sections of an event's settings that are single values: facts, time, registration, form fields, themes,
contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.events.forms.zones import zone_choices
from eventmgr.event.events.models import Event, EventKind, EventStatus, QuotaMode
from eventmgr.event.events.panels import DATES, MOVES, unit_counts
from eventmgr.event.events.queries import list_series
from eventmgr.event.events.services.moving import moving_dates
from eventmgr.event.events.services.switching import fields_off, holding, with_needs
from eventmgr.event.forms.fields import LABELS, MODE_WORDS, NEVER_REQUIRED, OPTIONAL, PURPOSES, mode
from eventmgr.ground import clock
from eventmgr.ground.columns import label_of, labels_of, settings_of
from eventmgr.ground.features import Switch, offered, switches
from eventmgr.ground.i18n import _, _l, _n, format_instant, language, localized
from eventmgr.identity.accounts.forms import email_address
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics, choices_units, units
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeMultiSelect,
    CodeSelect,
    Form,
    IntField,
    LineField,
    PersonNameField,
    Required,
    field_of,
)
from eventmgr.tools.web.meanwhile import words

MOVES_ALONG = _l("Move along with the beginning, by the same number of days")
MOVE_DEADLINES = _l("Move registration and deadlines along with the beginning, to the same time of day")


class SectionForm(Form):
    """A section: `read` says what is there, `values` what was typed, as `services.edit` takes it."""

    section = ""
    """Its name in the address. Settings that say that they stand there are asked for after those that the form
    names."""

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        for name, said in settings_of(Event).items():
            if cls.section and said.section == cls.section:
                setattr(cls, name, field_of(getattr(Event, name)))

    @property
    def unasked(self) -> frozenset[str]:
        """Fields that the page leaves out now."""
        return frozenset()

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """What is there, by field."""
        return {name: getattr(event, name) for name in cls.columns()}

    @classmethod
    def columns(cls) -> list[str]:
        """Fields that are columns of the same name."""
        edited = (name for name, said in settings_of(Event).items() if said.edited)
        return [name for name in edited if name in Event.__table__.columns and hasattr(cls, name)]

    def prepare(self, event: Event) -> None:
        """Offer what depends on the event."""

    def values(self) -> dict[str, Any]:
        """Column → value, for the fields that this form has."""
        return {name: self[name].data for name in self.columns() if name in self}


class FactsForm(SectionForm):
    """What the event is: its title and the facts about it."""

    section = "facts"

    title = field_of(Event.title, [Required()])
    short_title = field_of(
        Event.short_title,
        description=_l(
            "Put before the title of each agenda item in personal calendars. If empty: the title if "
            "it has at most twelve Chinese characters, otherwise the city and kind of event."
        ),
    )
    summary = field_of(Event.summary, description=_l("One or two sentences, for lists and e-mails."))
    description = field_of(Event.description, description=_l("Markdown: headings, lists, links."))
    kind = CodeSelect(label_of(Event.kind), [Required()], choices=EventKind.choices())
    series = CodeSelect(label_of(Event.series), blank=_l("none"))
    new_series = BilingualLine(_l("Or a new series"), longest=80)
    published_on = field_of(
        Event.published_on, description=_l("Date of the announcement, independent of the event's dates.")
    )
    slug = field_of(
        Event.slug,
        [Required()],
        description=_l("Last part of the public address; cannot be changed once published."),
    )

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The facts as the form shows them, with the address of the series."""
        return super().read(event) | {"series": event.series.slug if event.series else None}

    def prepare(self, event: Event) -> None:
        """Offer the series that exist; a public event keeps its address."""
        self.series.offer([(series.slug, localized(series.name)) for series in list_series()])
        if event.status is not EventStatus.DRAFT:
            del self.slug

    def values(self) -> dict[str, Any]:
        """Columns, the kind as such."""
        return super().values() | {"kind": EventKind(self.kind.data)}


class TimeForm(SectionForm):
    """When, and in which place."""

    section = "time"

    starts_at = field_of(Event.starts_at, [Required()], zone_field="timezone")
    ends_at = field_of(Event.ends_at, [Required()], zone_field="timezone")
    move_agenda = BooleanField(_l("Move the whole agenda along with the beginning"), default=True)
    move_deadlines = BooleanField(MOVE_DEADLINES, default=True)
    moves = CodeMultiSelect(MOVES_ALONG)
    timezone = CodeSelect(label_of(Event.timezone), [Required()])
    province_code = CodeSelect(label_of(Event.province_code), blank=_l("not yet known"))

    def prepare(self, event: Event) -> None:
        """Offer zones and provinces, and what would move along."""
        self.offer(event)
        self.move_deadlines.description = words_of_moving(event)
        offer_moves(self.moves, event)

    def offer(self, event: Event) -> None:
        """Offer zones and provinces: what the event's own values need."""
        self.timezone.offer(zone_choices(event.timezone))
        self.starts_at.zone = self.ends_at.zone = event.timezone
        self.province_code.offer(choices_provinces(language()))

    @property
    def unasked(self) -> frozenset[str]:
        """The ticks, where nothing would move."""
        return idle_ticks(self.move_deadlines, self.moves)


def offer_moves(field: CodeMultiSelect, event: Event) -> None:
    """What rooms upstairs would move along, each with a tick, which is set until somebody takes it away."""
    field.offer([choice for tell in offered(MOVES, event) for choice in tell(event)])
    if field.raw_data is None:
        field.data = field.codes()


def idle_ticks(deadlines: BooleanField, moves: CodeMultiSelect) -> frozenset[str]:
    """Names of the ticks behind which nothing would move."""
    return frozenset(
        name for name, has in (("move_deadlines", deadlines.description), ("moves", moves.codes())) if not has
    )


def words_of_moving(event: Event) -> str:
    """The dates that would move along with the event, each by its name; "" for none."""
    labels = labels_of(Event)
    dates = [
        (labels.get(what, what) if isinstance(what, str) else localized(what), instant)
        for what, instant in moving_dates(event, at=clock.now())
    ]
    dates += [date for tell in offered(DATES, event) for date in tell(event)]
    named = [
        _("%(label)s: %(value)s", label=label, value=format_instant(instant, event.timezone))
        for label, instant in dates
    ]
    return _("; ").join(named)


class FormFieldsForm(SectionForm):
    """How each optional field of the registration form is asked."""

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """How each field of the registration form is asked, as this form shows it."""
        return {name: mode(event.fields, name) for name in OPTIONAL} | {"id_purpose": event.id_purpose}

    def modes(self) -> dict[str, str]:
        """Field of the registration form → whether it is asked, optional or required."""
        return {name: self[name].data for name in OPTIONAL if name in self}

    def prepare(self, event: Event) -> None:
        """Ask for nothing that goes with what the event has switched off."""
        for name in fields_off(event):
            del self[name]

    def in_short(self) -> str:
        """The fields that are asked."""
        asked = [str(LABELS[name]) for name, how in self.modes().items() if how != "off"]
        return _(", ").join(asked)

    def order(self) -> list[Any]:
        """The fields as the page shows them: the purpose of the number beside its mode."""
        names = [name for field in OPTIONAL for name in ((field, "id_purpose") if field == "id_number" else (field,))]
        return [self[name] for name in names if name in self]


for _name in OPTIONAL:
    _modes = [
        SelectChoice(code, label)
        for code, label in MODE_WORDS.items()
        if code != "required" or _name not in NEVER_REQUIRED
    ]
    setattr(FormFieldsForm, _name, RadioField(LABELS[_name], choices=_modes, description=PURPOSES.get(_name, "")))
FormFieldsForm.id_purpose = field_of(
    Event.id_purpose,
    description=_l(
        "Only if it is asked for. Participants read this beside the field and in the privacy "
        "notice, for example “visitor registration at the gate of the site”. Without such a need "
        "the law does not allow asking for it."
    ),
)


class FeaturesForm(SectionForm):
    """What the event has beside registration, agenda, e-mails, papers and figures. What holds data is switched off only
    once that is confirmed."""

    features = CodeMultiSelect(label_of(Event.features))
    out_of_sight = BooleanField(
        _l("Put this out of sight"), description=_l("Nothing is deleted: it is all there again when you switch it on.")
    )
    """Shown once something that holds data is to be switched off."""

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The features that are switched on, as the form shows them."""
        return {"features": event.features}

    def findable(self) -> Iterator[tuple[Any, Any, Any, str]]:
        """Field, label, description and anchor of each switch, as a search looks through them."""
        for switch in switches():
            yield self.features, switch.label, switch.purpose, f"feature-{switch.name}"

    def prepare(self, event: Event) -> None:
        """Offer what the site has."""
        self.event = event
        self.features.offer([(switch.name, switch.label) for switch in switches()])

    @property
    def unasked(self) -> frozenset[str]:
        """The confirmation, unless it is needed."""
        return frozenset() if self.out_of_sight.errors or self.out_of_sight.data else frozenset({"out_of_sight"})

    def in_short(self) -> str:
        """The names of the features that are switched on, in one line."""
        return _(", ").join(str(switch.label) for switch in switches() if switch.name in (self.features.data or ()))

    def groups(self) -> list[tuple[Any, list[Switch]]]:
        """(heading, what stands under it), in the order of the menu."""
        by_group: dict[Any, list[Switch]] = {}
        for switch in switches():
            by_group.setdefault(switch.group, []).append(switch)
        return [(group.heading, by_group[group]) for group in sorted(by_group, key=lambda group: group.order)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever switches off what holds data is told once what is then out of sight."""
        if not super().validate(extra_validators):
            return False
        chosen = with_needs(self.features.data or ())
        off = [switch for switch in switches() if switch.name in self.event.features and switch.name not in chosen]
        hidden = holding(self.event, off)
        if not hidden or self.out_of_sight.data:
            return True
        self.out_of_sight.errors = [
            _("%(label)s: %(value)s", label=switch.label, value=switch.contents) for switch in hidden
        ]
        return False


class UnitsForm(SectionForm):
    """Which delegation units are invited, and how many people each may send."""

    invited = CodeMultiSelect(_l("Invited delegations"))
    quota_mode = RadioField(
        label_of(Event.quota_mode), choices=[SelectChoice(mode.value, mode.label) for mode in QuotaMode]
    )

    takes_guests = field_of(
        Event.takes_guests,
        description=_l(
            "People from abroad, experts, companies from other provinces. Otherwise only the delegations "
            "below may register."
        ),
    )
    lower = BooleanField(
        _l("Lower these quotas anyway"),
        description=_l(
            "Nobody loses a place. Where quotas are binding, nobody else in the delegation gets one "
            "until it holds fewer places than the new quota; where quotas are a guide, you are asked "
            "before each further person is confirmed."
        ),
    )
    """Shown once a quota is to be less than what is held of it."""

    @property
    def unasked(self) -> frozenset[str]:
        """The confirmation, unless it is needed."""
        return frozenset() if self.lower.errors or self.lower.data else frozenset({"lower"})

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The invited delegations and their quotas as the form shows them."""
        quotas: dict[str, Any] = {f"quota_{unit.unit_code}": unit.quota for unit in event.units}
        invited = [unit.unit_code for unit in event.units]
        quotas |= {"takes_guests": event.takes_guests}
        return {"invited": invited, "quota_mode": event.quota_mode.value, **quotas}

    def prepare(self, event: Event) -> None:
        """Offer all units in official order."""
        offered = choices_units(language())
        self.invited.offer(offered)
        for code, name in offered:
            self[f"quota_{code}"].label.text = name
        self.event = event

    @cached_property
    def used(self) -> Mapping[str, int]:
        """Places that delegations hold; asked where they are needed."""
        return unit_counts(self.event)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever lowers a quota below what is held of it is told once what then happens."""
        if not super().validate(extra_validators):
            return False
        lowered = [
            (self[f"quota_{code}"], self.used.get(code, 0))
            for code, quota in self.quotas().items()
            if quota is not None and quota < self.used.get(code, 0)
        ]
        asks = [(field, held) for field, held in lowered if field.object_data is None or field.data < field.object_data]
        if not asks or self.lower.data:
            return True
        for field, held in asks:
            field.errors = [_n("%(num)s place is held.", "%(num)s places are held.", held)]
        self.lower.errors = [_("Tick this box to save, or enter larger quotas.")]
        return False

    def lines(self) -> list[tuple[str, str, bool, Any, int]]:
        """(code, name, whether it is invited, field of its quota, places it holds) in official order."""
        invited = set(self.invited.data or ())
        return [
            (code, name, code in invited, self[f"quota_{code}"], self.used.get(code, 0))
            for code, name in choices_units(language())
        ]

    def in_short(self) -> str:
        """How many are invited; whether guests may come."""
        number = _("%(label)s: %(value)s", label=_("Invited delegations"), value=len(self.invited.data or ()))
        guests = _("%(label)s: %(value)s", label=self.takes_guests.label.text, value=words(self.takes_guests))
        return f"{number} · {guests}"

    def mode(self) -> QuotaMode:
        """Whether quotas bind or are shown alone."""
        return QuotaMode(self.quota_mode.data)

    def quotas(self) -> dict[str, int | None]:
        """Code of each invited unit → quota, None for none."""
        return {code: self[f"quota_{code}"].data for code in self.invited.data or ()}


for _unit in units():
    setattr(UnitsForm, f"quota_{_unit.code}", IntField(_unit.name_zh, least=0, most=10_000))


class ThemesForm(SectionForm):
    """The sectors and topics that the event is about."""

    sectors = CodeMultiSelect(_l("Sectors (GB/T 4754)"))
    topics = CodeMultiSelect(_l("Topics"))

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The sectors and topics of the event as the form shows them."""
        return {
            "sectors": [sector.code for sector in event.sectors],
            "topics": [topic.topic_id for topic in event.topics],
        }

    def prepare(self, event: Event) -> None:
        """Offer the sectors and the topics of the taxonomy."""
        self.sectors.offer({**choices_sectors(language())})
        self.topics.offer({**choices_topics(language())})


class ContactForm(SectionForm):
    """Whom to ask; shown to everybody."""

    contact_name = PersonNameField(_l("Name"), [Required()], longest=60)
    phone = LineField(_l("Phone"), longest=40)
    email = LineField(_l("E-mail"), [email_address], longest=254)

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The contact of the event as the form shows it."""
        return {
            "contact_name": event.contact.get("name", ""),
            "phone": event.contact.get("phone", ""),
            "email": event.contact.get("email", ""),
        }

    def values(self) -> dict[str, Any]:
        """The contact as the column holds it."""
        typed = {"name": self.contact_name.data, "phone": self.phone.data, "email": self.email.data}
        return {"contact": {name: value for name, value in typed.items() if value}}

    def validate(self, *args: object, **kwargs: object) -> bool:
        """One way to reach the contact is needed."""
        fine = bool(super().validate(*args, **kwargs))
        return is_reachable(self) and fine


def is_reachable(form: Any) -> bool:
    """Whether a contact can be called or written to; where not, the form says so."""
    if form.phone.data or form.email.data:
        return True
    form.phone.errors = [*form.phone.errors, _("Enter a phone number or an e-mail address.")]
    return False


_IN_THE_REPORT = _l("Plain text for the printed summary; one paragraph per line. A part left empty is not printed.")


class SummaryForm(SectionForm):
    """What came of it: for everybody once the event is over, and the parts of the printed summary."""

    section = "summary"

    public_summary = field_of(Event.public_summary, description=_l("Markdown. Shown publicly once the event is over."))
    report_measures = field_of(Event.report_measures, description=_IN_THE_REPORT)


class PrivacyForm(SectionForm):
    """The notice on personal data."""

    text = BilingualText(_l("Privacy notice"), [Required()], longest=20_000, description=_l("Markdown."))

    def in_short(self) -> str:
        """Nothing: a long text says nothing in a line."""
        return ""
