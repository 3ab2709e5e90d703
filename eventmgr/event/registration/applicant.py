"""What a registration says about one person: plain values, already clean, and the way between them and its row.
Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventmgr.event.forms.fields import DOCUMENT, ENCRYPTED, SEALED
from eventmgr.event.forms.kinds.sealed import MARK, is_marked
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.questions import PREFIX
from eventmgr.event.quotas.allocation import Claim
from eventmgr.event.registration.models import Registration
from eventmgr.ground.sealing import Unreadable
from eventmgr.ground.text import folded
from eventmgr.identity.privacy.consents import PROCESSING, ticked


@dataclass(frozen=True)
class Applicant:
    """Somebody who asks for a place, or what their place shall say from now on.

    `unit`, `province` and `sector` are codes of the taxonomy or empty; `mobile` is normalised; `answers` holds the
    form fields beyond the columns and the `q_<key>` answers, as JSON values.
    """

    name: str
    organization: str
    mobile: str
    unit: str = ""
    province: str = ""
    country: str = ""
    """Two letters, of a guest from abroad; `province` is empty then."""
    name_latin: str = ""
    sector: str = ""
    size: str = ""
    """Of the enterprise: a value of `SizeClass`, or empty."""
    title: str = ""
    email: str = ""
    role: str = Role.DELEGATE.value
    answers: dict[str, Any] = field(default_factory=dict)
    language: str = "zh"
    consents: tuple[str, ...] = (PROCESSING,)
    notice_version: int | None = None
    """The version of the privacy notice that was read; None: the newest."""

    @property
    def plain_answers(self) -> dict[str, object]:
        """The answers that are kept as they are; of those that are sealed the mark that there is one."""
        plain = ((name, value) for name, value in self.answers.items() if name not in ENCRYPTED)
        return {name: dict(MARK) if is_marked(value) else value for name, value in plain}

    @property
    def sensitive(self) -> dict[str, object]:
        """The answers that are kept sealed."""
        return {
            name: value
            for name, value in self.answers.items()
            if name in SEALED or (is_marked(value) and value != MARK)
        }

    @property
    def id_document(self) -> dict[str, object]:
        """The identity document, which is kept sealed apart from them."""
        return {name: value for name, value in self.answers.items() if name in DOCUMENT}

    @property
    def claim(self) -> Claim:
        """Which part of which quota they use."""
        return Claim(self.unit, self.role, self.sector)

    @property
    def identity(self) -> str:
        """`mobile|folded name`: one live place per event."""
        return identity_key(self.mobile, self.name)


def identity_key(mobile: str, name: str) -> str:
    """The key under which two registrations are the same person's."""
    return f"{mobile}|{folded(name)}"[:80]


def last_four(mobile: str) -> str:
    """The last four digits, by which the office and the desk find people."""
    return "".join(char for char in mobile if char.isdecimal())[-4:]


COLUMNS = {
    "name": "name",
    "organization": "organization_name",
    "unit": "unit_code",
    "province": "province_code",
    "country": "country_code",
    "name_latin": "name_latin",
    "sector": "sector_code",
    "size": "size_class",
    "title": "title",
    "mobile": "mobile",
    "email": "email",
}
"""Field → column of the registration; every other field is an answer."""


def columns_of(registration: Registration) -> dict[str, Any]:
    """What its columns hold, by field, as it stands there."""
    return {field: getattr(registration, column) for field, column in COLUMNS.items()}


def values_of(registration: Registration) -> dict[str, Any]:
    """What a registration says, by field, as its form keeps it; nothing that is empty."""
    values = columns_of(registration)
    values |= {"role": registration.role, **registration.answers, **registration.encrypted}
    return {field: value for field, value in values.items() if value not in ("", None, [])}


def values_typed(applicant: Applicant) -> dict[str, Any]:
    """The values that were typed, by the same names."""
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
    columns: dict[str, Any] = {field: values.get(field) or "" for field in COLUMNS}
    return Applicant(
        **columns,
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
    if registration.unit_code != applicant.unit:
        registration.leadership = None
    for name, column in COLUMNS.items():
        setattr(registration, column, getattr(applicant, name))
    registration.mobile_last4 = last_four(applicant.mobile)
    registration.role = applicant.role
    registration.answers = applicant.plain_answers
    if applicant.sensitive or not isinstance(registration.sensitive, Unreadable):
        registration.sensitive = applicant.sensitive
        registration.stay_deleted_at = None
    if applicant.id_document or not isinstance(registration.id_document, Unreadable):
        registration.id_document = applicant.id_document
    registration.identity_key = applicant.identity
