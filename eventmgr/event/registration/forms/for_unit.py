"""The registration form as the liaison of a unit fills it in: the unit is given, and what a person tells themselves is not asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import ENCRYPTED
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.opening import Entrant
from eventmgr.event.registration.access import FIELDS
from eventmgr.event.registration.forms import types
from eventmgr.event.registration.forms.making import registration_form
from eventmgr.event.registration.forms.registering import RegistrationForm
from eventmgr.event.registration.models import Registration
from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy import choices_provinces, get_unit

_SEEN = FIELDS["registrations.read"] | FIELDS["registrations.contact"]
"""What a liaison may see of somebody, contact details covered; everything else stays as it is, and is not shown."""
OF_PERSON = (
    "name", "name_latin", "title", "mobile", "email", "gender", "lodging", "arrival", "departure", "diet", "diet_note", "remarks",
)  # fmt: skip
"""Fields that are another's when somebody else takes a place; unit and organization stay. Rooms are shared by gender."""


def unit_form(
    asked: Asked,
    unit_code: str,
    *,
    typed: Any = None,
    registration: Registration | None = None,
    another: bool = False,
) -> RegistrationForm:
    """The form in the language spoken now. As where the organizers enter somebody, less is required, and nothing is consented to:
    whoever is entered is asked. Answers that are kept sealed are for the person alone.

    Args:
        typed: what was sent (a MultiDict), or None for a fresh form.
        registration: of the unit, whose entry is corrected; None: somebody new.
        another: somebody else takes that place; nothing of the person before is shown.
    """
    unit = get_unit(unit_code)
    preset = None if registration else {"unit": unit_code, "province": unit.province_code}
    form = registration_form(
        _narrowed(asked, new=registration is None), typed=typed, registration=registration, preset=preset,
        by_office=True, uncovered=another,
    )  # fmt: skip
    del form.rank, form.office_note
    form.unit.blank = None
    form.unit.offer([(unit_code, unit.name(language()))])
    if unit.province_code:
        form.province.offer([(unit.province_code, dict(choices_provinces(language()))[unit.province_code])])
    form.entrant = Entrant.LIAISON
    types.offer(form)
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


def _narrowed(asked: Asked, *, new: bool) -> Asked:
    """What a liaison is asked of somebody new, or of somebody who is registered."""
    if not new:
        shown = {name: mode for name, mode in asked.fields.items() if name in _SEEN}
        off = dict.fromkeys(("gender", "lodging", "arrival", "departure", "diet", "id_number", "remarks"), "off")
        return replace(asked, fields=shown | off, questions=(), groups=())
    asked = asked.for_participant(Role.DELEGATE.value)
    questions = tuple(question for question in asked.questions if not question.is_sensitive)
    return replace(asked, fields={**asked.fields, **dict.fromkeys(ENCRYPTED, "off")}, questions=questions)
