"""What delegations say about those who registered for them, and whose registration waits for that."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select, true

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, InvitedUnit
from eventmgr.event.forms.participant_types.types import Types
from eventmgr.event.quotas.models import LIVE, Status
from eventmgr.event.quotas.queries import list_quotas
from eventmgr.event.registration.models import Registration, Source, UnitWord, Word
from eventmgr.ground.db import db

SPOKEN_OF = (Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.CONFIRMED)
"""States in which a unit may still say something about somebody."""


def is_word_needed(event: Event, source: Source, unit_code: str, role: str) -> bool:
    """Whether somebody who came so, as that type of participant, gets a place of that unit only once it has recommended
    them."""
    if not types_of(event).needs_word(role) or source is not Source.SELF or not unit_code:
        return False
    return unit_code in list_quotas(event.id)


def find_word(registration_id: int) -> UnitWord | None:
    """What the unit has said about that person, as it stands; None: nothing."""
    return db.session.get(UnitWord, registration_id, populate_existing=True)


def list_words(ids: Collection[int]) -> dict[int, UnitWord]:
    """Number of a registration → what its unit has said; those of whom it said nothing are missing."""
    query = select(UnitWord).where(UnitWord.registration_id.in_(sorted(ids))).execution_options(populate_existing=True)
    return {row.registration_id: row for row in db.session.scalars(query)} if ids else {}


def list_said(event: Event, ids: Collection[int] | None = None) -> dict[int, Word | None]:
    """Number of a registration of the event → what its unit has said; None: it is asked and has said nothing. Others
    are missing. One statement.

    Args:
        ids: only these registrations.
    """
    query = (
        select(Registration.id, UnitWord.word)
        .outerjoin(UnitWord, UnitWord.registration_id == Registration.id)
        .where(Registration.event_id == event.id, or_(UnitWord.word.is_not(None), is_awaited(types_of(event))))
    )
    if ids is not None:
        query = query.where(Registration.id.in_(sorted(ids)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_unrecommended(event: Event, ids: Collection[int]) -> set[int]:
    """Those of these registrations whose unit would have to recommend them and has not; none where the event does not
    ask."""
    types = types_of(event)
    if not types.spoken_of or not ids:
        return set()
    query = select(Registration.id).where(Registration.id.in_(sorted(ids)), is_unrecommended(types))
    return set(db.session.scalars(query))


def list_spoken_of(event: Event, unit_code: str) -> list[Registration]:
    """Who registered for the unit by themselves, as a type of participant that is recommended, and may still be, or
    not: as they came. Nobody with a place of whom something was said already, nobody who is only kept."""
    has_word = exists().where(UnitWord.registration_id == Registration.id).correlate(Registration)
    query = select(Registration).where(
        Registration.event_id == event.id,
        Registration.unit_code == unit_code,
        _comes_as(types_of(event)),
        Registration.source == Source.SELF,
        Registration.status.in_(SPOKEN_OF),
        Registration.forgotten_at.is_(None),
        Registration.restricted_at.is_(None),
        not_(and_(Registration.status == Status.CONFIRMED, has_word)),
    )
    return list(db.session.scalars(query.order_by(Registration.created_at, Registration.id)))


def count_recommended(event_id: int) -> dict[str, int]:
    """Unit → how many of its registrations that stand it has recommended; units without any are missing."""
    query = (
        select(Registration.unit_code, func.count())
        .join(UnitWord, UnitWord.registration_id == Registration.id)
        .where(Registration.event_id == event_id, Registration.status.in_(LIVE), UnitWord.word == Word.RECOMMENDED)
        .group_by(Registration.unit_code)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def is_said(word: Word) -> ColumnElement[bool]:
    """Of a registration: its unit has said this."""
    said = exists().where(UnitWord.registration_id == Registration.id, UnitWord.word == word)
    return said.correlate(Registration)


def _comes_as(types: Types) -> ColumnElement[bool]:
    """Of a registration: as a type of participant that delegations recommend."""
    everybody = all(types.needs_word(kind.key) for kind in types)
    return true() if everybody else Registration.role.in_(sorted(types.spoken_of))


def is_unrecommended(types: Types) -> ColumnElement[bool]:
    """Of a registration of an event with those types: somebody came by themselves for an invited unit, which has to
    recommend them and has not."""
    invited = exists().where(
        InvitedUnit.event_id == Registration.event_id, InvitedUnit.unit_code == Registration.unit_code
    )
    return and_(_comes_as(types), Registration.source == Source.SELF, invited, not_(is_said(Word.RECOMMENDED)))


def is_awaited(types: Types) -> ColumnElement[bool]:
    """Of a registration: its unit has said nothing yet about somebody who came by themselves."""
    said = exists().where(UnitWord.registration_id == Registration.id).correlate(Registration)
    return and_(is_unrecommended(types), not_(said), Registration.status.in_(SPOKEN_OF))
