"""The registration form as the liaison of a unit fills it in: the unit is given, and what a person tells themselves is
not asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import ENCRYPTED, LABELS, PASSED_ON
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import Entrant
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.access import FIELDS
from eventmgr.event.registration.asking.forms import RegistrationForm, offer_types, registration_form
from eventmgr.event.registration.models import Registration
from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy import choices_provinces, get_unit

_SEEN = FIELDS["registrations.read"] | FIELDS["registrations.contact"]
"""What a liaison may see of somebody, contact details covered; everything else stays as it is, and is not shown."""
OF_PERSON = (
    "name",
    "name_latin",
    "title",
    "mobile",
    "email",
    "gender",
    "lodging",
    "arrival",
    "departure",
    "diet",
    "diet_note",
    "remarks",
)
"""Fields that are another's when somebody else takes a place; unit and organization stay. Rooms are shared by
gender."""
NEVER_FOR_OTHERS = frozenset(ENCRYPTED) - frozenset(PASSED_ON)
"""What people say of themselves alone: what may tell of health or belief, and identity documents."""


def unit_form(
    asked: Asked,
    unit_code: str,
    *,
    typed: Any = None,
    registration: Registration | None = None,
    another: bool = False,
) -> RegistrationForm:
    """The form in the language spoken now. As where the organizers enter somebody, less is required, and nothing is
    consented to: whoever is entered is asked. Of sealed answers accommodation and travel can be entered; what stands
    there is not shown, and stays where nothing is typed.

    Args:
        typed: what was sent (a MultiDict), or None for a fresh form.
        registration: of the unit, whose entry is corrected; None: somebody new.
        another: somebody else takes that place; nothing of the person before is shown.
    """
    unit = get_unit(unit_code)
    preset = None if registration else {"unit": unit_code, "province": unit.province_code}
    form = registration_form(
        _narrowed(asked, new=registration is None, another=another),
        typed=typed,
        registration=registration,
        preset=preset,
        by_office=True,
        uncovered=another,
        unseen=() if another else PASSED_ON,
    )
    del form.rank, form.office_note
    form.unit.blank = None
    form.unit.offer([(unit_code, unit.name(language()))])
    if unit.province_code:
        form.province.offer([(unit.province_code, dict(choices_provinces(language()))[unit.province_code])])
    form.entrant = Entrant.LIAISON
    offer_types(form)
    if registration is not None and not another:
        form.kept = registration.answers | registration.encrypted
    elif another:
        form.kept = {}
        if typed is None:
            empty_of_person(form)
    return form


def empty_of_person(form: RegistrationForm) -> None:
    """Somebody else comes instead: nothing of the person stands in the form."""
    for name in OF_PERSON:
        if name in form:
            form[name].data = [] if isinstance(form[name].data, list) else ""


def corrected_by_unit(asked: Asked) -> Asked:
    """What a liaison may correct of somebody on the list and sees meanwhile, contact details covered: nothing
    sealed."""
    narrowed = _narrowed(entered_by_unit(asked), new=False, another=False)
    return replace(narrowed, fields=narrowed.fields | dict.fromkeys(PASSED_ON, "off"), questions=())


def entered_by_unit(asked: Asked) -> Asked:
    """What a liaison may say of somebody else: neither what is that person's own to say nor what is the organizers'."""
    asked = asked.for_participant(Role.DELEGATE.value)
    questions = tuple(
        question for question in asked.questions if question.kind is QuestionKind.JOURNEY or not question.is_sensitive
    )
    return replace(asked, fields={**asked.fields, **dict.fromkeys(NEVER_FOR_OTHERS, "off")}, questions=questions)


def asks_stay(asked: Asked) -> bool:
    """Whether the event asks accommodation or travel of anybody."""
    return not asked.left_out().issuperset(PASSED_ON) or any(
        question.kind is QuestionKind.JOURNEY for question in asked.questions
    )


def given_of_stay(form: RegistrationForm, registration: Registration) -> list[str]:
    """Labels of the accommodation and travel that the form asks and does not show, and that stand in the
    registration."""
    answers = registration.answers | registration.encrypted
    fields = [str(LABELS[name]) for name in PASSED_ON if name in form and answers.get(name)]
    own = [question.label_in(language()) for question in form.asked.questions if answers.get(question.name)]
    return fields + own


def _narrowed(asked: Asked, *, new: bool, another: bool) -> Asked:
    """What a liaison is asked of somebody new, or of somebody who is registered: there of the questions trains and
    flights alone. Nobody takes a place over with sealed answers; they are entered afterwards."""
    asked = entered_by_unit(asked)
    if new:
        return asked
    if another:
        fields = {name: mode for name, mode in asked.fields.items() if name in _SEEN}
        return replace(
            asked, fields=fields | dict.fromkeys(("gender", "remarks", *ENCRYPTED), "off"), questions=(), groups=()
        )
    fields = {name: mode for name, mode in asked.fields.items() if name in _SEEN or name in PASSED_ON}
    off = dict.fromkeys(("gender", "remarks", *NEVER_FOR_OTHERS), "off")
    journeys = tuple(
        question
        for question in asked.questions
        if question.kind is QuestionKind.JOURNEY and not question.rules.condition
    )
    return replace(asked, fields=fields | off, questions=journeys, groups=())
