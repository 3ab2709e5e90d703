"""Steps of the tests of merging, which others take too."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground.db import transaction
from eventmgr.office.duplicates import services
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON

LATER, LAST = NOON + timedelta(hours=1), NOON + timedelta(hours=2)


NAMED = {"name": "李明", "organization": "临港机床有限公司"}


def twins(event, *, same_mailbox=True, **second):
    """The same person, registered once more with another number."""
    one = register(event, make_applicant(**NAMED, email="li@example.com"))
    email = "li@example.com" if same_mailbox else "liming@example.com"
    other = register(
        event, make_applicant(**{**NAMED, "organization": "临港機床股份有限公司", "email": email} | second)
    )
    return one, other


def merge(event, kept, other, taken=(), *, at=LATER, seen=None):
    with transaction():
        seen = services.seen_of(kept, other) if seen is None else seen
        return services.merge(event, kept, other, taken, seen=seen, act=Act(OFFICE, at))


def part(event, merged, *, at=LAST):
    with transaction():
        services.part(event, merged, act=Act(OFFICE, at))
