"""The writes of organizations that are statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, exists, update
from sqlalchemy.orm import aliased

from eventmgr.event.events.statements import raise_site_revision
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import change_rows, db
from eventmgr.ground.features import of_organizations
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.matchmaking.listings.models import Listing, OrganizationProfile, ProfileKeeper
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.outcomes.models import DealParty

_REFER: dict[str, type[Registration | Person | Listing | DealParty]] = {
    "registrations": Registration,
    "persons": Person,
    "listings": Listing,
    "deal_parties": DealParty,
}
"""What the record of a merge calls them → the models; rooms above tell theirs as features, by the names of their
tables."""
AT_ONCE = 500
_PROFILE = aliased(OrganizationProfile)


def list_referring() -> dict[str, Any]:
    """Name in the record of a merge → model whose `organization_id` follows, this room's and those told by rooms
    above."""
    return _REFER | {model.__tablename__: model for model in of_organizations()}


def move(source: int, target: int) -> dict[str, list[int]]:
    """Who referred to `source` refers to `target` from now on; their numbers. Kept pages that name or count them are
    made anew."""
    raise_site_revision()
    moved: dict[str, list[int]] = {}
    for name, model in list_referring().items():
        statement = update(model).where(model.organization_id == source).values(organization_id=target)
        statement = statement.execution_options(synchronize_session=False)
        moved[name] = sorted(db.session.scalars(statement.returning(model.id)))
    moved |= _move_profile(source, target)
    moved["parties"] = _move_parties(source, target)
    names = update(Organization).where(Organization.stands_for_id == source).values(stands_for_id=target)
    names = names.execution_options(synchronize_session=False)
    moved["names"] = sorted(db.session.scalars(names.returning(Organization.id)))
    return moved


def _move_profile(source: int, target: int) -> dict[str, list[int]]:
    """The profile and who keeps it, where the target has none of its own; their numbers. Else it stays with the other
    name, and its people keep it there."""
    theirs = exists().where(_PROFILE.organization_id == target)
    own = update(OrganizationProfile).where(OrganizationProfile.organization_id == source, ~theirs)
    profiles = own.values(organization_id=target).execution_options(synchronize_session=False)
    moved = {"profiles": sorted(db.session.scalars(profiles.returning(OrganizationProfile.id))), "keepers": list[int]()}
    if moved["profiles"]:
        keepers = update(ProfileKeeper).where(ProfileKeeper.organization_id == source).values(organization_id=target)
        keepers = keepers.execution_options(synchronize_session=False)
        moved["keepers"] = sorted(db.session.scalars(keepers.returning(ProfileKeeper.id)))
    return moved


def _move_parties(source: int, target: int) -> list[int]:
    """Its parties in meetings are those of `target`, except where that takes part in the same event already."""
    other = aliased(MeetingParty)
    there = exists().where(other.event_id == MeetingParty.event_id, other.organization_id == target)
    statement = (
        update(MeetingParty).where(MeetingParty.organization_id == source, ~there).values(organization_id=target)
    )
    statement = statement.execution_options(synchronize_session=False)
    return sorted(db.session.scalars(statement.returning(MeetingParty.id)))


def move_back(source: int, target: int, moved: dict[str, list[int]]) -> None:
    """Those of them that still refer to `source` refer to `target` again. Kept pages are made anew."""
    raise_site_revision()
    for name, model in list_referring().items():
        for ids in _portions(moved.get(name, ())):
            own = (model.id.in_(ids), model.organization_id == source)
            statement = update(model).where(*own).values(organization_id=target)
            db.session.execute(statement.execution_options(synchronize_session=False))
    for kept, name in ((OrganizationProfile, "profiles"), (ProfileKeeper, "keepers"), (MeetingParty, "parties")):
        for ids in _portions(moved.get(name, ())):
            theirs = update(kept).where(kept.id.in_(ids), kept.organization_id == source)
            back = theirs.values(organization_id=target).execution_options(synchronize_session=False)
            db.session.execute(back)
    for ids in _portions(moved.get("names", ())):
        named = (Organization.id.in_(ids), Organization.stands_for_id == source)
        statement = update(Organization).where(*named).values(stands_for_id=target)
        db.session.execute(statement.execution_options(synchronize_session=False))


def move_people(source: int, target: int, ids: Sequence[int]) -> None:
    """These registrations, and their persons as far as they come from `source`, come from `target`."""
    for portion in _portions(ids):
        here = (Registration.id.in_(portion), Registration.organization_id == source)
        theirs = update(Person).where(Person.id == Registration.person_id, Person.organization_id == source, *here)
        for statement in (theirs, update(Registration).where(*here)):
            moved = statement.values(organization_id=target)
            db.session.execute(moved.execution_options(synchronize_session=False))


def delete_rows(ids: Sequence[int]) -> None:
    """These rows, organizations or other names, are no more; with an organization go its names."""
    for portion in _portions(ids):
        statement = delete(Organization).where(Organization.id.in_(portion))
        change_rows(statement)


def settle_late() -> None:
    """Who registered at the very moment of a merge refers to the organization, not to its other name."""
    name = aliased(Organization)
    for model in list_referring().values():
        is_late = (model.organization_id == name.id, name.stands_for_id.is_not(None))
        late = update(model).where(*is_late).values(organization_id=name.stands_for_id)
        db.session.execute(late.execution_options(synchronize_session=False))


def _portions(ids: Collection[int]) -> list[list[int]]:
    numbers = list(ids)
    return [numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)]
