"""The registration form: the fields that an event asks for, and what is wrong with what was typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from wtforms import BooleanField, HiddenField

from eventmgr.event.forms import binding, conditions, questions
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import ENCRYPTED, LABELS, PURPOSES, WORDS
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.opening import Entrant
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.content.applicant import Applicant
from eventmgr.event.registration.forms import consents, types
from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.ground.text import is_latin, mail_address, whole_number
from eventmgr.identity.privacy.consents import IDENTITY_STAY_WORDS, PLAN_NAMED, STAY_WORDS, ticked
from eventmgr.tools.taxonomy import choices_countries, choices_provinces, choices_sectors, choices_units, get_unit
from eventmgr.tools.taxonomy.identity_documents import read_document
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web.fields import missing_words
from eventmgr.tools.web.forms import (
    CodeSelect,
    Form,
    IntField,
    LineField,
    OrganizationField,
    PersonNameField,
    TextField,
)

ANSWERS = (
    "gender",
    "lodging",
    "arrival",
    "departure",
    "diet",
    "diet_note",
    "id_kind",
    "id_number",
    "group",
    "remarks",
)
"""Form fields that are kept as answers, not as columns."""
GUEST = "guest"
"""In the field `unit`: of no delegation, where delegations are invited."""
_ALWAYS_NEEDED = frozenset({"name", "organization", "mobile"})


@lru_cache(maxsize=64)
def _units(lang: str, only: tuple[str, ...] | None) -> list[tuple[str, str]]:
    return choices_units(lang, only)


_provinces = lru_cache(maxsize=2)(choices_provinces)
_countries = lru_cache(maxsize=2)(choices_countries)
_sectors = lru_cache(maxsize=2)(choices_sectors)


class RegistrationForm(Form):
    """Everything that a form may ask; `registration_form` leaves out what an event does not ask."""

    name = PersonNameField(LABELS["name"], longest=50)
    title = LineField(LABELS["title"], longest=100)
    organization = OrganizationField(LABELS["organization"], longest=200)
    unit = CodeSelect(LABELS["unit"], blank="")
    province = CodeSelect(LABELS["province"], blank="")
    country = CodeSelect(LABELS["country"], blank="")
    name_latin = LineField(LABELS["name_latin"], longest=100)
    sector = CodeSelect(LABELS["sector"], blank="—")
    mobile = LineField(LABELS["mobile"], longest=40)
    email = LineField(LABELS["email"], longest=254)
    role = CodeSelect(LABELS["role"], blank="—")
    gender = CodeSelect(LABELS["gender"], blank="—")
    lodging = CodeSelect(LABELS["lodging"], blank="—")
    arrival = LineField(LABELS["arrival"], longest=100)
    departure = LineField(LABELS["departure"], longest=100)
    diet = CodeSelect(LABELS["diet"], blank="—")
    diet_note = LineField(LABELS["diet_note"], longest=100)
    id_kind = CodeSelect(LABELS["id_kind"], blank="—")
    id_number = LineField(LABELS["id_number"], longest=40)
    group = CodeSelect(LABELS["group"], blank="—")
    remarks = TextField(LABELS["remarks"], longest=1000)
    consent = BooleanField(_l("I have read the privacy notice and agree to it."))
    consent_sensitive = BooleanField(_l("My dietary requirements may be used for the meals of this event only."))
    consent_stay = BooleanField(STAY_WORDS, render_kw={"value": PLAN_NAMED})
    consent_identity = BooleanField(_l("Consent to the use of the identity document number"))
    consent_identity_stay = BooleanField(IDENTITY_STAY_WORDS)
    notice_version = HiddenField()
    rank = IntField(_l("Order in the delegation"), least=1, most=9999)
    office_note = TextField(_l("Organizers' internal note, not shown to the participant"), longest=2000)

    asked = Asked()
    needed: frozenset[str] = frozenset()
    by_office = False
    entrant = Entrant.PUBLIC
    own_type = ""
    """As what the person comes whose registration it shows."""
    stored: Mapping[str, Any] = MappingProxyType({})
    """What stands in the registration that is changed, by field."""
    kept: Mapping[str, Any] = MappingProxyType({})
    """Its answers to questions that this form does not ask: they stay."""
    judged: tuple[questions.AskedQuestion, ...] = ()
    """What it asks and, on organizers' forms, the questions for files, on whose kept answers others may depend."""
    sensitive: tuple[questions.AskedQuestion, ...] = ()
    """Questions whose answers need a consent of their own, those too that this form does not ask."""
    skipped: frozenset[str] = frozenset()
    """Questions that are not asked of whoever answers so; known once the form is validated."""
    invitation_id: int | None = None
    """Of the invitation that opened it: what is typed is kept for that alone."""
    is_covered = False
    covers: Mapping[str, str] = MappingProxyType({})
    """Field → what is shown instead of its value, where the form is covered; left as it is, the value stays."""

    def prepare(self, asked: Asked, *, by_office: bool, own_type: str = "") -> None:
        """Say what is required and offer the choices in the language spoken now."""
        self.asked, self.by_office, self.own_type = asked, by_office, own_type
        self.entrant = Entrant.OFFICE if by_office else Entrant.PUBLIC
        self.needed = _ALWAYS_NEEDED if by_office else asked.required()
        self._offer(language())
        if "consent_identity" in self:
            self.consent_identity.label.text = _(
                "The number of my identity document may be used for this only: %(purpose)s.",
                purpose=localized(asked.id_purpose),
            )
        if "consent_sensitive" in self and self.sensitive:
            self.consent_sensitive.label.text = consents.words(self)
        for name in self.needed:
            self[name].flags.required = True

    def cover_journeys(self) -> None:
        """Sealed journeys stay, and nothing of them is shown."""
        for question in self.asked.questions:
            if question.kind is QuestionKind.JOURNEY:
                self[question.name].cover()

    @property
    def has_sections(self) -> bool:
        """Whether some questions stand under a title of their own."""
        return any(question.kind is QuestionKind.SECTION for question in self.asked.questions)

    def sections(self) -> list[tuple[questions.AskedQuestion | None, list[questions.AskedQuestion]]]:
        """(section, its questions) as they are asked; the first is that of no section."""
        return questions.in_sections(self.judged)

    def offers_guests(self) -> bool:
        """Whether somebody may be of no unit, so that the form asks where they come from."""
        return self.by_office or "unit" not in self.needed or GUEST in self.unit.codes()

    def _offer(self, lang: str) -> None:
        only = self.asked.units if self.asked.units and not self.by_office else None
        self.unit.blank = _("Please select") if "unit" in self.needed else _("none, or not listed")
        guest = [(GUEST, _("Guest without a delegation (expert, company, from abroad)"))]
        self.unit.offer([*_units(lang, only), *(guest if only and self.asked.takes_guests else [])])
        self.province.blank = _("that of the delegation") if self.by_office else "—"
        self.province.offer(_provinces(lang))
        self.country.blank = _("China: choose the province/region")
        self.country.offer(_countries(lang))
        if "sector" in self:
            self.sector.offer(_sectors(lang))
        if "role" in self:
            types.offer(self)
        if "group" in self:
            self.group.offer([(value, localized(title, lang)) for value, title in self.asked.groups])
        for name, texts in WORDS.items():
            if name in self:
                self[name].offer([(value, str(label)) for value, label in texts.items()])
        if self.asked.questions:
            roles = {value: str(label) for value, label in self.role.choices if value} if "role" in self else {}
            binding.prepare(self, self.asked.questions, lang, roles)

    def validate(self, extra_validators: object = None) -> bool:
        """Field by field, then what concerns several; every sentence names its field and the way out."""
        super().validate(extra_validators)
        if "role" in self:
            types.explain(self)
        if not self.asked.asks_all_alike:
            role = self._value("role") or Role.DELEGATE.value
            self.skipped = binding.skip(self, self.asked.questions, role, judged=self.judged, stored=self.kept)
        for name in self.needed - self.skipped:
            field = self[name]
            if not field.errors and field.data in (None, "", []):
                why = " " + self.id_reason() if name == "id_number" else ""
                _add(field, missing_words(field) + why)
        self._check_place()
        self._check_latin()
        self._check_mobile()
        self._check_email()
        self._check_document()
        self._check_consent()
        return not self.errors

    def _check_place(self) -> None:
        if self.unit.errors or self.province.errors or self.country.errors:
            return
        if self.unit.data not in (None, GUEST):
            self.province.data, self.country.data = get_unit(self.unit.data).province_code, None
        elif self.country.data and self.province.data:
            _add(self.country, _("Choose either a province/region of China or a country or region, not both."))
        elif not (self.province.data or self.country.data or self.by_office):
            if self.unit.data == GUEST:
                _add(self.province, _("Choose the province/region, or the country or region, that you come from."))
            else:
                _add(
                    self.unit,
                    _("Choose your delegation, or the province/region or the country or region that you come from."),
                )

    def _check_latin(self) -> None:
        """English papers can name everybody from abroad."""
        typed = self.name_latin.data or ""
        if self.name_latin.errors or self.name.errors:
            return
        if not is_latin(typed):
            _add(self.name_latin, _("Use Latin letters only, as in a passport: “Yamada Taro”."))
        elif self.country.data and not typed and not is_latin(self.name.data or "") and not self.by_office:
            _add(self.name_latin, _("Write your name in Latin letters too: lists and badges in English need it."))

    def _check_mobile(self) -> None:
        if self.mobile.data and not self.mobile.errors and not self._stays("mobile"):
            try:
                self.mobile.data = normalize_mobile(self.mobile.data, country=self.country.data or "")
            except Refusal as refusal:
                _add(self.mobile, refusal.message)

    def _check_email(self) -> None:
        if "email" not in self or not self.email.data or self.email.errors or self._stays("email"):
            return
        try:
            self.email.data = mail_address(self.email.data)
        except ValueError:
            wrong = _(
                "“%(value)s” is not a complete e-mail address, such as name@example.com.", value=self.email.data[:60]
            )
            _add(self.email, wrong)

    def _check_document(self) -> None:
        if "id_number" not in self or self.id_number.errors or self.id_kind.errors:
            return
        if not self.id_number.data:
            self.id_kind.data = None
            return
        stays = self._stays("id_number")
        number = str(self.stored["id_number"] if stays else self.id_number.data)
        try:
            kind, number = read_document(self.id_kind.data or "", number, today=clock.now().date())
        except Refusal as refusal:
            _add(self[refusal.field or "id_number"], refusal.message)
            return
        self.id_kind.data = kind
        if not stays:
            self.id_number.data = number
        if not self.consent_identity.data and not self.by_office:
            _add(self.consent_identity, self._identity_refused())

    def _identity_refused(self) -> str:
        if "id_number" in self.needed:
            return _(
                "The number is needed here: %(purpose)s. It is used only with your separate consent; "
                "tick here, or ask the organizers.",
                purpose=localized(self.asked.id_purpose),
            )
        return _("The number is used only with your separate consent. Tick here, or leave the number empty.")

    def id_reason(self) -> str:
        """Why the number of an identity document is asked for, and what becomes of it."""
        return _(
            "Needed for: %(purpose)s. It is kept encrypted, shown only in part, and deleted after "
            "the last day of the event.",
            purpose=localized(self.asked.id_purpose),
        )

    def _check_consent(self) -> None:
        if "consent" in self and not self.consent.data:
            _add(
                self.consent,
                _("Without your consent we may not keep your registration. Read the notice and tick here."),
            )
        if (
            "consent_sensitive" in self
            and consents.is_sensitive(self)
            and not self.consent_sensitive.data
            and not self.by_office
        ):
            _add(self.consent_sensitive, consents.refusal(self))

    def _stays(self, name: str) -> bool:
        """Whether a covered field was left as it was shown."""
        return name in self.covers and self[name].data == self.covers[name]

    def applicant(self, lang: str) -> Applicant:
        """What was typed, clean and checked, for the services; letters will be in `lang`."""
        given = {name: questions.to_answer(self[name].data) for name in ANSWERS if name in self}
        own = questions.answered(self.asked.questions)
        given |= {question.name: questions.answer_of(question, self[question.name].data) for question in own}
        given |= {name: self.stored.get(name) for name in ENCRYPTED if self.is_covered and name not in self}
        if "id_number" in self:
            given["id_number"] = self._value("id_number") or None
        return Applicant(
            name=self.name.data,
            organization=self.organization.data,
            mobile=self._value("mobile"),
            unit="" if self.unit.data == GUEST else self.unit.data or "",
            province=self.province.data or "",
            country=self.country.data or "",
            name_latin=self.name_latin.data or "",
            sector=self._value("sector"),
            title=self._value("title"),
            email=self._value("email"),
            role=str(self._value("role") or Role.DELEGATE),
            answers={**self.kept} | {name: answer for name, answer in given.items() if answer is not None},
            language=lang,
            consents=ticked(
                sensitive=consents.is_sensitive(self),
                stay=bool(self._value("consent_stay")),
                plan="consent_stay" in self and PLAN_NAMED in (self.consent_stay.raw_data or ()),
                identity=bool(given.get("id_number")),
                identity_stay=bool(self._value("consent_identity_stay")),
            ),
            notice_version=self._version(),
        )

    def come_as(self, role: str) -> None:
        """Leave no other capacity to be chosen."""
        self.stored = {"role": role}
        if "role" in self:
            self.role.blank = None
            self.role.offer([(role, self.asked.types.name(role))])

    def names(self) -> frozenset[str]:
        """The fields that it asks."""
        return frozenset(field.name for field in self)

    def purposes(self) -> list[tuple[str, Any, Any]]:
        """(field, label, purpose) of what is asked, for the privacy notice; of questions those that say what for."""
        lang = language()
        own = [
            (question.name, question.label_in(lang), localized(question.rules.purpose, lang))
            for question in self.asked.questions
        ]
        document = [("id_number", LABELS["id_number"], localized(self.asked.id_purpose, lang))]
        return [
            *((name, LABELS[name], PURPOSES[name]) for name in PURPOSES if name in self),
            *(document if "id_number" in self else []),
            *(entry for entry in own if entry[2]),
        ]

    def condition(self, question: questions.AskedQuestion) -> str:
        """When the question is asked, for the script of the page, as JSON; `""` where it always is."""
        roles = question.rules.roles if "role" in self else ()
        comes_as = [["equals", "role", role] for role in roles]
        if Role.DELEGATE.value in roles:
            comes_as.append(["empty", "role"])
        everybody = None if "role" in self else str(self.stored.get("role") or Role.DELEGATE.value)
        condition = conditions.for_page(question.rules.condition, everybody)
        parts = [part for part in ({"any": comes_as} if roles else {}, condition) if part]
        return json.dumps({"all": parts}, separators=(",", ":"), ensure_ascii=False) if parts else ""

    def only_if(self, question: questions.AskedQuestion) -> str:
        """The same in words, for readers without scripts; `""` where no answer decides."""
        condition = question.rules.condition
        if not condition or question not in self.asked.questions:
            return ""
        role = conditions.asked_role(self.asked.types.names())
        return conditions.said(condition, [role, *self.judged], language())

    def only_in_tab(self) -> str:
        """Beginnings of the names of fields that the device keeps only while the tab is open, besides diet: sensitive ones."""
        return "".join(
            f" {question.name}-" if question.kind is QuestionKind.JOURNEY else f" {question.name}"
            for question in self.asked.sensitive
        )

    def _value(self, name: str) -> str:
        """What was typed; what is not asked, and what is left as it was shown covered, stays as it is."""
        return (self[name].data if name in self and not self._stays(name) else self.stored.get(name)) or ""

    def _version(self) -> int | None:
        return whole_number(self.notice_version.data or "")


def _add(field: Any, message: str) -> None:
    field.errors = [*field.errors, message]
