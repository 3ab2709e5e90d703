"""Certificates are issued for those who attended, and revoked."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.output.papers.certificates import queries
from eventmgr.output.papers.certificates.models import Certificate
from eventmgr.output.papers.certificates.numbers import is_for, name_digest, new_number
from eventmgr.tools.log.services import Act, record


def issue(event: Event, hours: int | None, *, act: Act) -> int:
    """A certificate for everybody who was marked as arrived, has attended enough hours if it is a training, and has
    none; one whose name was corrected or whose hours are others since says the new ones, under its number. The event is
    locked. How many changed.

    Args:
        hours: what it says where the event counts none itself.
    """
    done, running = 0, queries.count_issued(event.id)
    for attended in queries.list_attended(event.id):
        row, tenths = attended.certificate, _tenths(attended, hours)
        if not attended.is_due:
            continue
        if row is None:
            running += 1
            number = new_number(event.starts_at.year, event.id, running)
            db.session.add(
                Certificate(
                    event_id=event.id,
                    registration_id=attended.registration_id,
                    number=number,
                    name_digest=name_digest(number, attended.name),
                    tenths=tenths,
                    issued_at=act.at,
                )
            )
            done += 1
        elif row.revoked_at is None and _says_otherwise(row, attended):
            row.name_digest, row.issued_at = name_digest(row.number, attended.name), act.at
            row.tenths = row.tenths if attended.standing is None else tenths
            done += 1
    if done:
        db.session.flush()
        record(act, "certificates_issued", event, event_id=event.id, changes={"rows": [None, done]})
    return done


def _tenths(one: queries.Attendee, hours: int | None) -> int | None:
    if one.standing is not None:
        return one.standing.tenths
    return hours * 10 if hours else None


def _says_otherwise(row: Certificate, one: queries.Attendee) -> bool:
    """Whether the name was corrected or the hours are others since."""
    is_corrected = not is_for(row.name_digest, row.number, one.name)
    return is_corrected or (one.standing is not None and row.tenths != one.standing.tenths)


def revoke(event: Event, row: Certificate, *, act: Act) -> None:
    """The certificate is no longer valid; its number is never given again."""
    if row.revoked_at is None:
        row.revoked_at = act.at
        record(act, "certificate_revoked", event, event_id=event.id, object_name=row.number)


def renew(event: Event, row: Certificate, *, act: Act) -> None:
    """A certificate that was revoked is valid again."""
    if row.revoked_at is not None:
        row.revoked_at = None
        record(act, "certificate_renewed", event, event_id=event.id, object_name=row.number)


def is_valid(number: str, name: str) -> bool:
    """Whether a certificate of that number was issued for that name."""
    row = queries.find_valid(number)
    return row is not None and is_for(row.name_digest, number, name)
