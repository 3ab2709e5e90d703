"""Reading certificates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.events.models import Event, EventKind
from eventmgr.i18n import _, format_date
from eventmgr.messages.composing import base_url
from eventmgr.quotas.models import Status
from eventmgr.registration.models import Registration
from eventmgr.reports.certificates.contents import Attested, Certificates
from eventmgr.reports.certificates.models import Certificate
from eventmgr.reports.certificates.numbers import is_for
from eventmgr.reports.choices import RosterChoice
from eventmgr.reports.queries import get_roster

_WHO = RosterChoice(("organization", "title", "role"))
PATH = "/certificates/"


class CertificateRow(NamedTuple):
    """A certificate on the list of organizers."""

    id: int
    name: str
    unit_code: str
    organization: str
    number: str
    hours: int | None
    issued_at: datetime
    revoked_at: datetime | None


class Attendee(NamedTuple):
    """Somebody who attended, and what was issued for them."""

    registration_id: int
    name: str
    certificate: Certificate | None


def get_certificate(event: Event, number: int) -> Certificate:
    """That certificate of that event.

    Raises:
        NotFound: there is none.
    """
    query = select(Certificate).where(Certificate.event_id == event.id, Certificate.id == number)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound(_("There is no such certificate."))
    return found


def find_valid(number: str) -> Certificate | None:
    """The certificate of that number, unless it was revoked or its person is not marked as arrived any more."""
    return db.session.scalars(_valid().where(Certificate.number == number)).one_or_none()


def _valid() -> Select[Certificate]:
    query = select(Certificate).join(Registration, Registration.id == Certificate.registration_id)
    return query.where(Certificate.revoked_at.is_(None), Registration.status == Status.ATTENDED)


def list_certificates(event_id: int) -> list[CertificateRow]:
    """All of an event, by number; nobody's who is only kept."""
    one, person = Certificate, Registration
    query = (
        select(
            one.id, person.name, person.unit_code, person.organization_name, one.number, one.hours, one.issued_at,
            one.revoked_at,
        )
        .join(person, person.id == one.registration_id)
        .where(one.event_id == event_id, person.restricted_at.is_(None))
        .order_by(one.number)
    )  # fmt: skip
    return [CertificateRow(*row) for row in db.session.execute(query)]


def list_attended(event_id: int) -> list[Attendee]:
    """Who was marked as arrived, by pinyin, with what was issued for them."""
    person = Registration
    query = (
        select(person.id, person.name, Certificate)
        .outerjoin(Certificate, Certificate.registration_id == person.id)
        .where(person.event_id == event_id, person.status == Status.ATTENDED, person.restricted_at.is_(None))
        .order_by(person.pinyin_key, person.id)
    )
    return [Attendee(*row) for row in db.session.execute(query)]


def count_issued(event_id: int) -> int:
    """How many certificates were ever issued at the event."""
    query = select(func.count()).select_from(Certificate).where(Certificate.event_id == event_id)
    return db.session.scalar(query) or 0


def list_certificates_of(registration_id: int) -> list[Certificate]:
    """What was issued for that registration: one at most."""
    return list(db.session.scalars(select(Certificate).where(Certificate.registration_id == registration_id)))


def get_printed(event: Event, lang: str, people: Collection[int] | None = None) -> Certificates:
    """What is printed: certificates that are valid for the name that stands in the registration now."""
    roster = get_roster(event, lang, _WHO, people=people, with_unlisted=True)
    valid = db.session.scalars(_valid().where(Certificate.event_id == event.id))
    issued, zone = {one.registration_id: one for one in valid}, ZoneInfo(event.timezone)
    printed = []
    for part in roster.delegations:
        for one in part.people:
            row = issued.get(one.id)
            if row is not None and is_for(row.name_digest, row.number, one.name):
                unit = "" if part.is_staff else part.name
                day = format_date(row.issued_at.astimezone(zone).date(), lang, weekday=False)
                name = one.latin or one.name if lang == "en" else one.name
                printed.append((one.id, Attested(name, unit, one.organization, row.number, row.hours or 0, day)))
    return Certificates(
        roster.occasion, tuple(printed), f"{base_url()}{PATH}", is_training=event.kind is EventKind.TRAINING
    )
