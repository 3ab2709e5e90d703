"""Notices and consents."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.db import db
from eventmgr.privacy.models import Consent, PrivacyNotice


def find_privacy_notice(event_id: int) -> PrivacyNotice | None:
    """The event's newest notice on personal data, or None."""
    query = select(PrivacyNotice).where(PrivacyNotice.event_id == event_id)
    return db.session.scalars(query.order_by(PrivacyNotice.version.desc()).limit(1)).one_or_none()


def list_consents(registration_id: int) -> list[Consent]:
    """What was agreed to, oldest first."""
    query = select(Consent).where(Consent.registration_id == registration_id).order_by(Consent.id)
    return list(db.session.scalars(query))
