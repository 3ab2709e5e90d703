"""Notices and consents."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.identity.privacy.models import Consent, LegalHold, PrivacyNotice


def find_privacy_notice(event_id: int) -> PrivacyNotice | None:
    """The event's newest notice on personal data, or None."""
    query = select(PrivacyNotice).where(PrivacyNotice.event_id == event_id)
    return db.session.scalars(query.order_by(PrivacyNotice.version.desc()).limit(1)).one_or_none()


def list_notice_texts(event_id: int, versions: Collection[int]) -> dict[int, dict[str, str]]:
    """Version → text of those notices of the event."""
    query = select(PrivacyNotice.version, PrivacyNotice.text).where(
        PrivacyNotice.event_id == event_id, PrivacyNotice.version.in_(sorted(versions))
    )
    rows = db.session.execute(query.order_by(PrivacyNotice.version)) if versions else ()
    return {row.version: row.text for row in rows}


def list_consents(registration_id: int) -> list[Consent]:
    """What was agreed to, oldest first."""
    query = select(Consent).where(Consent.registration_id == registration_id).order_by(Consent.id)
    return list(db.session.scalars(query))


def list_consents_of(registration_ids: Collection[int]) -> dict[int, list[Consent]]:
    """Registration → what was agreed to, oldest first; those without are left out."""
    query = select(Consent).where(Consent.registration_id.in_(registration_ids)).order_by(Consent.id)
    found: dict[int, list[Consent]] = {}
    for consent in db.session.scalars(query):
        found.setdefault(consent.registration_id, []).append(consent)
    return found


def find_hold(event_id: int) -> LegalHold | None:
    """What stops deletions of that event now, or None; as it stands, whatever was read before."""
    query = select(LegalHold).where(LegalHold.event_id == event_id, LegalHold.lifted_at.is_(None))
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_held() -> list[int]:
    """Numbers of the events whose deletions are stopped now."""
    return list(db.session.scalars(select(LegalHold.event_id).where(LegalHold.lifted_at.is_(None))))
