"""The registration form: the fields that an event asks for, what is wrong with what was typed, and the form for whoever
fills it in."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from wtforms import BooleanField, HiddenField

from eventmgr.event.forms import binding, checking, conditions, questions
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import ENCRYPTED, LABELS, PASSED_ON, PURPOSES, WORDS
from eventmgr.event.forms.participant_types.keys import NO_ENTERPRISE, Role
from eventmgr.event.forms.participant_types.types import Entrant, open_to, why_not
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.applicant import Applicant, columns_of, kept_answers
from eventmgr.event.registration.covering import covered
from eventmgr.event.registration.models import Registration
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


def words_of_consent(form: Any) -> str:
    """What is ticked, where the event asks sensitive questions of its own: each with what it is needed for."""
    return _(
        "My answers to %(questions)s may be used for the purposes stated here only.",
        questions=_quoted([_with_purpose(label, purpose) for label, purpose in _sensitive_asked(form)]),
    )


def _with_purpose(label: str, purpose: str) -> str:
    return _("“%(label)s” (%(purpose)s)", label=label, purpose=purpose) if purpose else _("“%(label)s”", label=label)


def why_consent(form: Any) -> str:
    """Why it must be ticked once there is such an answer."""
    if form.sensitive:
        return _(
            "Your answers to %(questions)s are sensitive personal information. Tick here to consent separately to their use,"
            " or leave them empty.",
            questions=_quoted([_("“%(label)s”", label=label) for label, _purpose in _sensitive_asked(form)]),
        )
    return _(
        "Dietary requirements may reveal health or religious belief and are sensitive personal "
        "information. Tick here to consent separately to their use for meals, or leave them empty."
    )


def is_sensitive(form: Any) -> bool:
    """Whether the form, once it is saved, holds a sensitive answer; of what a covered form does not ask, what stands
    there."""
    names = [question.name for question in form.sensitive]
    if any(form[name].data if name in form else form.kept.get(name) for name in names):
        return True
    if "diet" in form:
        return form.diet.data not in (None, "none") or bool(form.diet_note.data)
    answered = form.stored.get("diet") not in (None, "none") or bool(form.stored.get("diet_note"))
    return bool(form.is_covered) and answered


def _sensitive_asked(form: Any) -> list[tuple[str, str]]:
    """(label, purpose) of each."""
    lang = language()
    diet = [(str(LABELS["diet"]), str(PURPOSES["diet"]))] if "diet" in form else []
    return [*diet, *((question.label_in(lang), localized(question.rules.purpose, lang)) for question in form.sensitive)]


def _quoted(words_: list[str]) -> str:
    return ("、" if language() == "zh" else ", ").join(words_)


def offer_types(form: Any) -> None:
    """Let those be chosen that are open to whoever fills it in; who is of a type already may stay."""
    offered = open_to(form.asked.types, form.entrant, at=clock.now(), also=[form.own_type] if form.own_type else ())
    form.role.offer([(kind.key, kind.called()) for kind in offered])


def explain_type(form: Any) -> None:
    """Of a type of the event that cannot be chosen here, say why."""
    typed = str(form.role.raw_data[0]) if form.role.raw_data else ""
    if not form.role.errors or typed not in form.asked.types:
        return
    why = why_not(form.asked.types, typed, form.entrant, at=clock.now())
    form.role.errors = [why] if why else form.role.errors


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
    size = CodeSelect(LABELS["size"], blank="—", description=_l("Enterprises only; others leave it empty."))
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
            self.consent_sensitive.label.text = words_of_consent(self)
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

    def _ask_no_unit(self) -> None:
        """Nobody is of a delegation; whoever was of one when delegations were invited stays so, unseen."""
        self.unit.offer([])
        self.unit.data = self.unit.raw_data = None
        self.province.blank = "—"

    def _offer(self, lang: str) -> None:
        only = self.asked.units if self.asked.units and not self.by_office else None
        self.unit.blank = _("Please select") if "unit" in self.needed else _("none, or not listed")
        guest = [(GUEST, _("Guest without a delegation (expert, company, from abroad)"))]
        self.unit.offer([*_units(lang, only), *(guest if only and self.asked.takes_guests else [])])
        self.province.blank = _("that of the delegation") if self.by_office else "—"
        self.province.offer(_provinces(lang))
        if not self.asked.asks_unit:
            self._ask_no_unit()
        self.country.blank = _("China: choose the province/region")
        self.country.offer(_countries(lang))
        if "sector" in self:
            self.sector.offer(_sectors(lang))
        if "role" in self:
            offer_types(self)
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
            explain_type(self)
        if not self.asked.asks_all_alike:
            role = self._value("role") or Role.DELEGATE.value
            self.skipped = binding.skip(self, self.asked.questions, role, judged=self.judged, stored=self.kept)
        if "size" in self and not self._has_enterprise():
            self.size.data, self.size.errors = None, []
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
            if self.unit.data == GUEST or not self.asked.asks_unit:
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
            and is_sensitive(self)
            and not self.consent_sensitive.data
            and not self.by_office
        ):
            _add(self.consent_sensitive, why_consent(self))

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
            unit=self._unit(),
            province=self.province.data or "",
            country=self.country.data or "",
            name_latin=self.name_latin.data or "",
            sector=self._value("sector"),
            size=self._value("size") if self._has_enterprise() else "",
            title=self._value("title"),
            email=self._value("email"),
            role=str(self._value("role") or Role.DELEGATE),
            answers={**self.kept} | {name: answer for name, answer in given.items() if answer is not None},
            language=lang,
            consents=ticked(
                sensitive=is_sensitive(self),
                stay=bool(self._value("consent_stay")),
                plan="consent_stay" in self and PLAN_NAMED in (self.consent_stay.raw_data or ()),
                identity=bool(given.get("id_number")),
                identity_stay=bool(self._value("consent_identity_stay")),
            ),
            notice_version=self._version(),
        )

    def _has_enterprise(self) -> bool:
        """Whether whoever comes so may come for an enterprise, whose size can be said."""
        return self._value("role") not in NO_ENTERPRISE

    def if_enterprise(self) -> str:
        """When the size of the enterprise is asked, for the script of the page, as JSON; `""` where everybody is
        alike."""
        if "role" not in self:
            return ""
        return json.dumps({"all": [["differs", "role", role] for role in sorted(NO_ENTERPRISE)]}, separators=(",", ":"))

    def _unit(self) -> str:
        if not self.asked.asks_unit:
            return str(self.stored.get("unit") or "").removeprefix(GUEST)
        return "" if self.unit.data == GUEST else self.unit.data or ""

    def come_as(self, role: str) -> None:
        """Leave no other capacity to be chosen."""
        self.stored = {"role": role}
        if "role" in self:
            self.role.blank = None
            self.role.offer([(role, self.asked.types.name(role))])
        if "size" in self and role in NO_ENTERPRISE:
            del self.size

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
            *(
                (name, LABELS[name], PURPOSES[name])
                for name in PURPOSES
                if name in self and (name != "unit" or self.asked.asks_unit)
            ),
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
        """Beginnings of the names of fields that the device keeps only while the tab is open, besides diet: sensitive
        ones."""
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


_SEALED = frozenset({*ENCRYPTED, "consent_sensitive", "consent_identity"})


def registration_form(
    asked: Asked,
    *,
    typed: Any = None,
    registration: Registration | None = None,
    preset: dict[str, Any] | None = None,
    by_office: bool = False,
    role: str | None = None,
    uncovered: bool = False,
    unseen: Collection[str] = (),
) -> RegistrationForm:
    """The form that asks `asked`, in the language spoken now.

    Args:
        typed: what was sent (a MultiDict), or None for a fresh form.
        registration: what stands in the form at first.
        preset: or these values.
        by_office: the office fills it in: it ticks no consent for others, and less is required.
        role: in what capacity they were invited; nothing else can be chosen then.
        uncovered: the office has said what it needs covered data for; else these are masked or not asked, and stay.
        unseen: sealed fields that are asked all the same, with nothing in them, as are then trains and flights.
    """
    if registration and not registration.unit_code:
        asked = replace(asked, takes_guests=True)  # who is a guest already stays one
    if not by_office:
        given = role or (preset or {}).get("role")
        comes_as = registration.role if registration else given or Role.DELEGATE
        asked = asked.for_participant(str(comes_as))
    whole = asked
    if by_office:
        asked = asked.without_files()
    is_covered = bool(by_office and registration and not uncovered)
    if is_covered:
        asked = asked.without_sealed()
    judged = (asked if asked.asks_all_alike else whole).questions
    kinds = tuple((question.key, question.kind) for question in questions.answered(asked.questions))
    if registration:
        values = _values(registration, asked, by_office=by_office)
    else:
        values = checking.defaults(asked.questions) if typed is None else {}
        values |= preset or {}
    masked = ("mobile", "email") if is_covered else () if by_office or not registration else ("id_number",)
    covers = {name: covered(name, str(values[name])) for name in masked if values.get(name)}
    left_out = _left_out(asked, by_office=by_office, new=not registration)
    if is_covered:
        left_out |= _SEALED.difference(unseen)
    hidden = dict.fromkeys((*unseen, *_journeys(asked))) if unseen and registration else {}
    form = _class_for(kinds, left_out)(formdata=typed, data=values | covers | hidden)
    form.sensitive = whole.sensitive
    form.prepare(asked, by_office=by_office, own_type=registration.role if registration else "")
    form.is_covered, form.covers, form.judged = is_covered, covers, judged
    if is_covered:
        form.cover_journeys()
    if registration:
        form.stored, form.kept = values, kept_answers(registration, {question.name for question in asked.questions})
    elif role is not None:
        form.come_as(role)
    return form


def _journeys(asked: Asked) -> list[str]:
    return [question.name for question in asked.questions if question.kind is questions.QuestionKind.JOURNEY]


def _left_out(asked: Asked, *, by_office: bool, new: bool) -> frozenset[str]:
    """The fields that are not asked."""
    out = asked.left_out()
    if "diet" in out and (by_office or not asked.sensitive):
        out |= {"consent_sensitive"}
    if "id_number" in out:
        out |= {"consent_identity"}
    out |= set() if new and not by_office and not out.issuperset(PASSED_ON) else {"consent_stay"}
    out |= {"consent_identity_stay"} if {"id_number", "consent_stay"} & out else set()
    if by_office:
        return frozenset(out - {"sector", "title", "email", "role"} | {"consent"})
    return frozenset(out | {"rank", "office_note"})


@lru_cache(maxsize=256)
def _class_for(kinds: tuple[tuple[str, Any], ...], left_out: frozenset[str]) -> type[RegistrationForm]:
    """The form class without some fields and with one field per question; made once for events that ask alike."""
    own: dict[str, Any] = dict.fromkeys(left_out)
    own |= {questions.PREFIX + key: binding.unbound_field(kind) for key, kind in kinds}
    return type("RegistrationFormOfEvent", (RegistrationForm,), own)


def _values(registration: Registration, asked: Asked, *, by_office: bool) -> dict[str, object]:
    """The fields of a form that shows `registration`."""
    answers = registration.answers | registration.encrypted
    kinds = {question.name: question.kind for question in questions.answered(asked.questions)}
    return {
        **{name: answers.get(name) for name in ANSWERS},
        **{name: questions.from_answer(kind, answers.get(name)) for name, kind in kinds.items()},
        **columns_of(registration),
        "unit": registration.unit_code or (GUEST if asked.units and not by_office else ""),
        "role": registration.role,
        "consent_sensitive": bool(
            answers.get("diet")
            or answers.get("diet_note")
            or any(answers.get(question.name) for question in asked.sensitive)
        ),
        "consent_identity": bool(answers.get("id_number")),
        "rank": registration.rank,
        "office_note": registration.office_note,
    }
