"""What a registration says, for people and as their own data. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from eventmgr.events.receipt import LABELS
from eventmgr.i18n import Bilingual, _, localized
from eventmgr.registration import labels, questions
from eventmgr.registration.applicant import SEALED, masked_email
from eventmgr.registration.asking import AskedQuestion
from eventmgr.registration.models import Consent, Registration
from eventmgr.sealing import Unreadable
from eventmgr.taxonomy import get_province, get_sector, get_unit
from eventmgr.taxonomy.mobile import mask_mobile

_TYPED = ("gender", "lodging", "arrival", "departure", "diet", "remarks")


def lines_of(
    place: Registration,
    asked: Sequence[AskedQuestion],
    lang: str,
    *,
    groups: Mapping[str, Bilingual] = MappingProxyType({}),
    reads: Callable[[str], bool] = lambda _field: True,
) -> list[tuple[str, str]]:
    """(label, value) of everything that was typed and is not empty, in the order of the receipt.

    Args:
        groups: value of the answer `group` → title.
        reads: whether the reader may see a field (`access.py`); numbers and addresses that are not are masked, other
            fields are left out.
    """
    lines = [
        (LABELS["name"], place.name),
        (LABELS["organization"], place.organization_name),
        (LABELS["unit"], unit_name(place.unit_code, lang)),
        (_("Province"), province_name(place.province_code, lang)),
        (LABELS["sector"], sector_name(place.sector_code, lang)),
        (LABELS["title"], place.title),
        (LABELS["mobile"], place.mobile if reads("mobile") else mask_mobile(place.mobile)),
        (LABELS["email"], place.email if reads("email") else masked_email(place.email)),
        (LABELS["role"], labels.ROLES[place.role]),
        *_answers(place, reads),
        (LABELS["group"], localized(groups.get(str(place.answers.get("group") or "")), lang) if reads("group") else ""),
        *((question.label.get(lang) or next(iter(question.label.values()), question.key),
           questions.shown(question, place.answers.get(questions.PREFIX + question.key), lang)) for question in asked if reads(questions.PREFIX + question.key)),
    ]  # fmt: skip
    return [(str(label), str(value)) for label, value in lines if value]


def _answers(place: Registration, reads: Callable[[str], bool]) -> Iterable[tuple[Any, Any]]:
    if isinstance(place.sensitive, Unreadable) and any(reads(name) for name in SEALED):
        yield _("Accommodation, travel and dietary requirements"), labels.UNREADABLE
    answers = {name: value for name, value in (place.answers | place.sensitive).items() if reads(name)}
    for name in _TYPED:
        value = answers.get(name, "")
        yield LABELS[name], labels.FIXED.get(name, {}).get(value, value)
        if name == "diet":
            yield _("Allergy or other need"), answers.get("diet_note", "")


def unit_name(code: str, lang: str) -> str:
    """The delegation unit in words; `""` for none."""
    return get_unit(code).name(lang) if code else ""


def province_name(code: str, lang: str) -> str:
    """The province in words; `""` for none."""
    return get_province(code).name(lang) if code else ""


def sector_name(code: str, lang: str) -> str:
    """The sector with its code; `""` for none."""
    return f"{code} {get_sector(code).name(lang)}" if code else ""


def own_data(place: Registration, consents: Iterable[Consent]) -> dict[str, Any]:
    """Everything that is kept about a registration, as JSON values; instants in UTC."""
    return {
        "event": {"slug": place.event.slug, "title": place.event.title},
        "status": place.status.value,
        "role": place.role.value,
        "source": place.source.value,
        "name": place.name,
        "organization": place.organization_name,
        "unit": place.unit_code,
        "province": place.province_code,
        "sector": place.sector_code,
        "title": place.title,
        "mobile": place.mobile,
        "email": place.email,
        "answers": place.answers | place.sensitive,
        "answers_that_cannot_be_read": isinstance(place.sensitive, Unreadable),
        "language": place.language,
        "reason": place.reason,
        "created_at": place.created_at.isoformat(),
        "changed_at": place.changed_at.isoformat(),
        "confirmed_at": place.confirmed_at.isoformat() if place.confirmed_at else None,
        "attended_at": place.attended_at.isoformat() if place.attended_at else None,
        "consents": [
            {
                "purpose": consent.purpose,
                "notice_version": consent.notice_version,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            }
            for consent in consents
        ],
    }
