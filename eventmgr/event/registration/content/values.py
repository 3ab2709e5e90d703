"""Between what a registration says, field by field, and what registration services take. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.questions import PREFIX
from eventmgr.event.registration.content.applicant import Applicant, last_four
from eventmgr.event.registration.models import Registration
from eventmgr.ground.sealing import Unreadable
from eventmgr.identity.privacy.consents import ticked

COLUMNS = {
    "name": "name",
    "organization": "organization_name",
    "unit": "unit_code",
    "province": "province_code",
    "country": "country_code",
    "name_latin": "name_latin",
    "sector": "sector_code",
    "title": "title",
    "mobile": "mobile",
    "email": "email",
}
"""Field → column of the registration; every other field is an answer."""


def values_of(registration: Registration) -> dict[str, Any]:
    """What a registration says, by field, as its form keeps it; nothing that is empty."""
    values = {field: getattr(registration, column) for field, column in COLUMNS.items()}
    values |= {"role": registration.role, **registration.answers, **registration.encrypted}
    return {field: value for field, value in values.items() if value not in ("", None, [])}


def values_typed(applicant: Applicant) -> dict[str, Any]:
    """The same of what was typed."""
    values = {field: getattr(applicant, field) for field in COLUMNS}
    values |= {"role": applicant.role, **applicant.answers}
    return {field: value for field, value in values.items() if value not in ("", None, [])}


def applicant_of(values: Mapping[str, Any], language: str) -> Applicant:
    """Somebody for whom all of `values` hold; letters will be in `language`."""
    answers = {
        field: value
        for field, value in values.items()
        if field not in COLUMNS and field != "role" and value is not None
    }
    sensitive = answers.get("diet") not in (None, "none") or bool(answers.get("diet_note"))
    consents = ticked(sensitive=sensitive, stay=False, identity=bool(answers.get("id_number")))
    return Applicant(
        **{field: values.get(field, "") for field in COLUMNS},
        role=str(values.get("role") or Role.DELEGATE),
        answers=answers,
        language=language,
        consents=consents,
    )


def kept_answers(registration: Registration, asked: Collection[str]) -> dict[str, Any]:
    """Answers to questions that are not `asked`: the organizers' own, and those that were removed since."""
    answers = registration.answers | registration.encrypted
    return {name: value for name, value in answers.items() if name.startswith(PREFIX) and name not in asked}


def fill_in(registration: Registration, applicant: Applicant) -> None:
    """Write what the form says into the row; sensitive answers that cannot be read stay until new ones are given."""
    registration.name = applicant.name
    registration.organization_name = applicant.organization
    if registration.unit_code != applicant.unit:
        registration.leadership = None
    registration.unit_code = applicant.unit
    registration.province_code = applicant.province
    registration.country_code = applicant.country
    registration.name_latin = applicant.name_latin
    registration.sector_code = applicant.sector
    registration.title = applicant.title
    registration.mobile = applicant.mobile
    registration.mobile_last4 = last_four(applicant.mobile)
    registration.email = applicant.email
    registration.role = applicant.role
    registration.answers = applicant.plain_answers
    if applicant.sensitive or not isinstance(registration.sensitive, Unreadable):
        registration.sensitive = applicant.sensitive
        registration.stay_deleted_at = None
    if applicant.id_document or not isinstance(registration.id_document, Unreadable):
        registration.id_document = applicant.id_document
    registration.identity_key = applicant.identity
