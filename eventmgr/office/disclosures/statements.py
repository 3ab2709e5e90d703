"""Writes about lists for recipients that are statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, insert

from eventmgr.ground.db import db
from eventmgr.office.disclosures.models import DisclosedPerson


def note_people(
    copy_id: int, registration_ids: Sequence[int], with_document: Collection[int], with_plan: Collection[int]
) -> None:
    """These people stand in that copy; some of them with their identity document, some with room and rides."""
    rows = [
        {
            "copy_id": copy_id,
            "registration_id": number,
            "with_document": number in with_document,
            "with_plan": number in with_plan,
        }
        for number in registration_ids
    ]
    if rows:
        db.session.execute(insert(DisclosedPerson), rows)


def forget_people(registration_ids: Collection[int]) -> None:
    """In which copies these people stood is kept no longer."""
    db.session.execute(delete(DisclosedPerson).where(DisclosedPerson.registration_id.in_(sorted(registration_ids))))
