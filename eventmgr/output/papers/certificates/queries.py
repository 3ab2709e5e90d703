"""Reading certificates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from eventmgr.event.events.models import Event, EventKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import get_organization_column
from eventmgr.ground.db import db
from eventmgr.ground.i18n import format_date, language
from eventmgr.output.papers.certificates.contents import Attested, Certificates
from eventmgr.output.papers.certificates.models import Certificate
from eventmgr.output.papers.certificates.numbers import is_for
from eventmgr.output.papers.choices import RosterChoice
from eventmgr.output.papers.queries import get_roster
from eventmgr.programme.training.hours import Standing, hours_in_words
from eventmgr.programme.training.queries import find_course, find_standing, list_standings
from eventmgr.tools.messages.composing import base_url

_WHO = RosterChoice(("organization", "title", "role"))
PATH = "/certificates/"


class CertificateRow(NamedTuple):
    """A certificate on the list of organizers."""

    id: int
    name: str
    unit_code: str
    organization: str
    number: str
    tenths: int | None
    issued_at: datetime
    revoked_at: datetime | None


class Attendee(NamedTuple):
    """Somebody who attended, what was issued for them, and at a training how many hours they have attended."""

    registration_id: int
    name: str
    certificate: Certificate | None
    standing: Standing | None = None

    @property
    def is_due(self) -> bool:
        """Whether a certificate may be issued: of a training, for enough hours alone."""
        return self.standing is None or self.standing.is_enough


def find_valid(number: str) -> Certificate | None:
    """The certificate of that number, unless it was revoked, its person is not marked as arrived any more, or their
    hours are no longer enough."""
    certificate = db.session.scalars(_valid().where(Certificate.number == number)).one_or_none()
    if certificate is None:
        return None
    standing = find_standing(get_registration_of(certificate))
    return certificate if standing is None or standing.is_enough else None


def get_registration_of(certificate: Certificate) -> Registration:
    """The registration that the certificate was issued for."""
    return db.session.execute(select(Registration).where(Registration.id == certificate.registration_id)).scalar_one()


def _valid() -> Select[Certificate]:
    query = select(Certificate).join(Registration, Registration.id == Certificate.registration_id)
    return query.where(Certificate.revoked_at.is_(None), Registration.status == Status.ATTENDED)


def list_certificates(event_id: int) -> list[CertificateRow]:
    """All of an event, by number; nobody's who is only kept."""
    certificate, person = Certificate, Registration
    query = (
        select(
            certificate.id,
            person.name,
            person.unit_code,
            get_organization_column(language()),
            certificate.number,
            certificate.tenths,
            certificate.issued_at,
            certificate.revoked_at,
        )
        .join(person, person.id == certificate.registration_id)
        .where(certificate.event_id == event_id, person.restricted_at.is_(None))
        .order_by(certificate.number)
    )
    return [CertificateRow(*row) for row in db.session.execute(query)]


def list_attended(event_id: int) -> list[Attendee]:
    """Who was marked as arrived, in official order, with what was issued for them and their hours."""
    course = find_course(event_id)
    standings = list_standings(event_id, course) if course is not None else None
    person = Registration
    query = (
        select(person.id, person.name, Certificate)
        .outerjoin(Certificate, Certificate.registration_id == person.id)
        .where(person.event_id == event_id, person.status == Status.ATTENDED, person.restricted_at.is_(None))
        .order_by(*official_order())
    )
    return [
        Attendee(number, name, row, standings(number) if standings is not None else None)
        for number, name, row in db.session.execute(query)
    ]


def count_issued(event_id: int) -> int:
    """How many certificates were ever issued at the event."""
    query = select(func.count()).select_from(Certificate).where(Certificate.event_id == event_id)
    return db.session.scalar(query) or 0


def list_certificates_of(registration_id: int) -> list[Certificate]:
    """What was issued for that registration: one at most."""
    return list(db.session.scalars(select(Certificate).where(Certificate.registration_id == registration_id)))


def list_valid_numbers(event_id: int) -> dict[int, str]:
    """Registration → number of its certificate, unless it was revoked or its person is not marked as arrived any
    more."""
    rows = db.session.scalars(_valid().where(Certificate.event_id == event_id))
    return {row.registration_id: row.number for row in rows}


def get_printed(event: Event, lang: str, people: Collection[int] | None = None) -> Certificates:
    """What is printed: certificates that are valid for the name that stands in the registration now."""
    roster = get_roster(event, lang, _WHO, people=people, with_unlisted=True)
    valid = db.session.scalars(_valid().where(Certificate.event_id == event.id))
    short = {item.registration_id for item in list_attended(event.id) if not item.is_due}
    issued = {item.registration_id: item for item in valid if item.registration_id not in short}
    zone = ZoneInfo(event.timezone)
    printed = []
    for part in roster.delegations:
        for item in part.people:
            row = issued.get(item.id)
            if row is not None and is_for(row.name_digest, row.number, item.name):
                unit = "" if part.is_staff else part.name
                day = format_date(row.issued_at.astimezone(zone).date(), lang, weekday=False)
                name = item.latin or item.name if lang == "en" else item.name
                hours = hours_in_words(row.tenths) if row.tenths else ""
                printed.append((item.id, Attested(name, unit, item.organization, row.number, hours, day)))
    return Certificates(
        roster.occasion, tuple(printed), f"{base_url()}{PATH}", is_training=event.kind is EventKind.TRAINING
    )
