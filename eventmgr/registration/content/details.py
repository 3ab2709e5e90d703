"""What a registration says, for people and as their own data. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from eventmgr.forms import words
from eventmgr.forms.fields import SEALED
from eventmgr.forms.questions import AskedQuestion
from eventmgr.i18n import Bilingual, localized
from eventmgr.masking import mask_email, mask_mobile
from eventmgr.privacy.models import Consent
from eventmgr.registration import labels
from eventmgr.registration.models import Registration
from eventmgr.sealing import Unreadable


def lines_of(
    registration: Registration,
    asked: Sequence[AskedQuestion],
    lang: str,
    *,
    groups: Mapping[str, Bilingual] = MappingProxyType({}),
    reads: Callable[[str], bool] = lambda _field: True,
) -> list[tuple[str, str]]:
    """(label, value) of everything that was typed and is not empty, in the order of the form.

    Args:
        groups: value of the answer `group` → title.
        reads: whether the reader may see a field (`access.py`); numbers and addresses that are not are masked, other
            fields are left out.
    """
    answers = {name: value for name, value in (registration.answers | registration.sensitive).items() if reads(name)}
    values = answers | {
        "name": registration.name,
        "organization": registration.organization_name,
        "unit": registration.unit_code,
        "province": registration.province_code,
        "country": registration.country_code,
        "name_latin": registration.name_latin,
        "sector": registration.sector_code,
        "title": registration.title,
        "mobile": registration.mobile if reads("mobile") else mask_mobile(registration.mobile),
        "email": registration.email if reads("email") else mask_email(registration.email),
        "role": labels.ROLES[registration.role],
        "group": localized(groups.get(str(answers.get("group") or "")), lang),
    }
    is_sealed = isinstance(registration.sensitive, Unreadable) and any(reads(name) for name in SEALED)
    return words.lines_of(values, asked, lang, is_sealed=is_sealed)


def _requested(registration: Registration) -> dict[str, object]:
    """The change that is asked for, where one is."""
    at = registration.change_requested_at
    return {} if at is None else {"requested_change": registration.requested_change, "requested_at": at.isoformat()}


def own_data(registration: Registration, consents: Iterable[Consent]) -> dict[str, object]:
    """Everything that is kept about a registration, as JSON values; instants in UTC."""
    return _requested(registration) | {
        "event": {"slug": registration.event.slug, "title": registration.event.title},
        "status": registration.status.value,
        "role": registration.role.value,
        "source": registration.source.value,
        "name": registration.name,
        "organization": registration.organization_name,
        "unit": registration.unit_code,
        "province": registration.province_code,
        "country": registration.country_code,
        "name_latin": registration.name_latin,
        "sector": registration.sector_code,
        "title": registration.title,
        "mobile": registration.mobile,
        "email": registration.email,
        "answers": registration.answers | registration.sensitive,
        "answers_that_cannot_be_read": isinstance(registration.sensitive, Unreadable),
        "language": registration.language,
        "reason": registration.reason,
        "created_at": registration.created_at.isoformat(),
        "changed_at": registration.changed_at.isoformat(),
        "confirmed_at": registration.confirmed_at.isoformat() if registration.confirmed_at else None,
        "attended_at": registration.attended_at.isoformat() if registration.attended_at else None,
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
