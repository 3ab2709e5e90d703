"""What is read about imports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.identity.directory.models import Organization
from eventmgr.output.imports.models import BatchState, ImportBatch, ImportedRow, Outcome

_SHOWN = 50
_AT_ONCE = 400
_LONGEST_KEY = 200


def get_batch(event_id: int | None, kind: str, batch_id: int) -> ImportBatch:
    """The import of that kind with that number, in that event or, without one, into the whole site.

    Raises:
        NotFound: there is none in this event.
    """
    here = (ImportBatch.event_id == event_id) & (ImportBatch.kind == kind)
    found = db.session.scalar(select(ImportBatch).where(ImportBatch.id == batch_id, here))
    if found is None:
        raise NotFound(_("There is no such import."))
    return found


def list_batches(event_id: int | None, kind: str) -> list[ImportBatch]:
    """The imports of a kind in an event, or into the whole site, that are or were more than a look, the newest
    first."""
    query = (
        select(ImportBatch)
        .where(ImportBatch.event_id == event_id, ImportBatch.kind == kind, ImportBatch.state != BatchState.DISCARDED)
        .order_by(ImportBatch.id.desc())
        .limit(_SHOWN)
    )
    return list(db.session.scalars(query))


def list_chosen(event_id: int | None, kind: str, user_id: int | None) -> list[dict[str, str]]:
    """What was chosen for heads before: by the same person in other events, then in this event or of the whole site;
    the latest last."""
    mine = select(ImportBatch.columns, ImportBatch.id).where(ImportBatch.made_by_id == user_id)
    here = select(ImportBatch.columns, ImportBatch.id).where(ImportBatch.event_id == event_id)
    return [
        columns
        for query in (mine, here)
        for columns, _id in reversed(
            db.session.execute(
                query.where(ImportBatch.kind == kind).order_by(ImportBatch.id.desc()).limit(_SHOWN)
            ).all()
        )
    ]


def list_live(event_id: int) -> list[Registration]:
    """The registrations with which a sheet is compared."""
    query = (
        select(Registration)
        .where(Registration.event_id == event_id, Registration.status.in_(LIVE), Registration.forgotten_at.is_(None))
        .order_by(Registration.id)
    )
    return list(db.session.scalars(query))


def list_rows(batch_id: int, outcome: Outcome | None = None) -> list[ImportedRow]:
    """What the rows of an import have done, in the order of the sheet."""
    query = select(ImportedRow).where(ImportedRow.batch_id == batch_id).order_by(ImportedRow.number)
    return list(db.session.scalars(query if outcome is None else query.where(ImportedRow.outcome == outcome)))


def list_changed_later(batch_id: int) -> list[tuple[int, int, str]]:
    """(row of the sheet, number of the registration, its name) where something came after the import."""
    query = (
        select(ImportedRow.number, Registration.id, Registration.name)
        .join(Registration, Registration.id == ImportedRow.registration_id)
        .where(ImportedRow.batch_id == batch_id, ImportedRow.outcome != Outcome.LEFT_OUT)
        .where(
            (Registration.changed_at != ImportedRow.stamp)
            | Registration.status.not_in(LIVE)
            | Registration.attended_at.is_not(None)
        )
        .order_by(ImportedRow.number)
    )
    return [(number, registration_id, name) for number, registration_id, name in db.session.execute(query)]


def list_agreed_since(batch_id: int) -> list[tuple[int, int, str]]:
    """The same where somebody who came in without consent has agreed since."""
    query = (
        select(ImportedRow.number, Registration.id, Registration.name)
        .join(Registration, Registration.id == ImportedRow.registration_id)
        .where(ImportedRow.batch_id == batch_id, ImportedRow.outcome == Outcome.NEW)
        .where(Registration.consent_asked_at.is_(None))
        .order_by(ImportedRow.number)
    )
    return [(number, registration_id, name) for number, registration_id, name in db.session.execute(query)]


def find_organizations(names: Sequence[str]) -> dict[str, tuple[int, str, str]]:
    """(number, name, province code or empty) of organizations of the directory, under the folded name by which each of
    `names` means one, and under `=` and the key of similar names where one organization alone has it. Another name of
    an organization leads to that one. A statement for some hundred names."""
    by_key: dict[str, tuple[int, str, str]] = {}
    alike: dict[str, set[tuple[int, str, str]]] = {}
    wanted = sorted({folded(name)[:_LONGEST_KEY] for name in names})
    similar = sorted({key for name in names if (key := organization_key(name))})
    whole = aliased(Organization)
    query = select(
        Organization.name_key,
        Organization.likeness_key,
        Organization.id,
        Organization.name,
        Organization.province_code,
        whole.id,
        whole.name,
        whole.province_code,
    ).outerjoin(whole, whole.id == Organization.stands_for_id)
    for at in range(0, max(len(wanted), len(similar)), _AT_ONCE):
        some = or_(
            Organization.name_key.in_(wanted[at : at + _AT_ONCE]),
            Organization.likeness_key.in_(similar[at : at + _AT_ONCE]),
        )
        for name_key, likeness_key, *own in db.session.execute(query.where(some)):
            meant: list[Any] = own[3:] if own[3] is not None else own[:3]
            one = (meant[0], meant[1], meant[2] or "")
            by_key[name_key] = one
            alike.setdefault(likeness_key, set()).add(one)
    return by_key | {f"={key}": next(iter(ones)) for key, ones in alike.items() if key and len(ones) == 1}


def list_organizations(numbers: Collection[int]) -> dict[int, Organization]:
    """The organizations of these numbers."""
    ids = sorted(numbers)
    by_id: dict[int, Organization] = {}
    for at in range(0, len(ids), _AT_ONCE):
        query = select(Organization).where(Organization.id.in_(ids[at : at + _AT_ONCE]))
        by_id |= {one.id: one for one in db.session.scalars(query)}
    return by_id
