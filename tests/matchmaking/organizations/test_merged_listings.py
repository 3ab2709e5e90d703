"""Listings and the profile of an organization follow it where two become one, and go back."""

import pytest

from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.organizations import statements
from tests.factories import make_event, make_keeper, make_listing, make_organization, make_profile

pytestmark = pytest.mark.usefixtures("frozen", "database")


def held():
    db.session.expire_all()


def move(verb, *things):
    with transaction():
        return verb(*things)


def test_listings_profile_and_keepers_move_and_go_back():
    kept, merged = make_organization("甲样例厂"), make_organization("乙样例厂")
    profile = make_profile(merged)
    rows = [profile, make_keeper(profile), make_listing(make_event(), merged)]
    moved = move(statements.move, merged.id, kept.id)
    held()
    assert {row.organization_id for row in rows} == {kept.id}
    move(statements.move_back, kept.id, merged.id, moved)
    held()
    assert {row.organization_id for row in rows} == {merged.id}


def test_a_profile_stays_where_the_other_has_one_of_its_own():
    kept, merged = make_organization("甲样例厂"), make_organization("乙样例厂")
    own, theirs = make_profile(kept), make_profile(merged)
    keeper, listing = make_keeper(theirs), make_listing(make_event(), merged)
    moved = move(statements.move, merged.id, kept.id)
    held()
    assert (own.organization_id, theirs.organization_id, keeper.organization_id) == (kept.id, merged.id, merged.id)
    assert listing.organization_id == kept.id and moved["listings"] == [listing.id]
