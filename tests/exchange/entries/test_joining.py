"""Organizations enter themselves and are reviewed by their province or the office (S8.4)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.exchange.entries.letters import LINK
from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.exchange.entries.periods import delete_some
from eventmgr.ground.db import db, write
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import OrganizationProfile, ProfileKeeper
from tests.conftest import client_of
from tests.exchange.entries.factories import CODE, TYPED
from tests.factories import NOON, make_organization, make_user
from tests.rows import letters_to

pytestmark = pytest.mark.usefixtures("frozen", "database")


def entry_token(entry):
    return LINK.token(entry)


def send(client, **typed):
    return client.post("/organizations/join?lang=en", data=TYPED | typed)


def confirmed(client):
    """An entry whose address is confirmed."""
    send(client)
    entry = db.session.scalars(select(OrganizationEntry)).one()
    client.post(f"/organizations/join/{entry_token(entry)}/confirm")
    db.session.expire_all()
    return entry


def keeper_of(province, sign_in, client):
    return sign_in(make_user(f"o{province}@example.com", level=Level.PROVINCIAL, unit_code=province), client)


def kinds_of_letters():
    return [letter.kind for letter in letters_to("lin@example.com")]


def test_the_form_stands_on_the_directory_and_sends_a_link_to_confirm(client):
    assert 'href="/organizations/join"' in client.get("/organizations/").text
    answer = send(client)
    entry = db.session.scalars(select(OrganizationEntry)).one()

    assert (answer.status_code, "lin@example.com" in answer.text.lower()) == (200, True)
    assert (entry.state, entry.email, kinds_of_letters()) == (
        EntryState.UNCONFIRMED,
        "lin@example.com",
        ["entries.confirm"],
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("credit_code", "91350100M000100YZ3"), ("credit_code", ""), ("name", ""), ("province_code", "999999"),
     ("sector_code", ""), ("email", "nobody"), ("contact_name", ""), ("consent", "")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client, field, value):
    answer = send(client, **{field: value})

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text or "invalid-feedback" in answer.text
    assert "生产伺服电机。" in answer.text
    assert db.session.scalars(select(OrganizationEntry)).all() == []


def test_only_a_confirmed_entry_is_reviewed_and_by_its_province_alone(client, app, sign_in):
    send(client)
    entry = db.session.scalars(select(OrganizationEntry)).one()
    own, other = (keeper_of(code, sign_in, client_of(app)) for code in ("350000", "310000"))
    address = f"/manage/entries/{entry.id}/"
    assert own.get(address).status_code == 404
    client.post(f"/organizations/join/{entry_token(entry)}/confirm")

    assert (own.get(address).status_code, other.get(address).status_code) == (200, 404)
    assert (TYPED["name"] in own.get("/manage/entries/").text, TYPED["name"] in other.get("/manage/entries/").text) == (
        True,
        False,
    )
    assert "lin@example.com" not in own.get(address).text
    assert client.get(address).status_code in (302, 303, 401, 403)


def test_what_is_accepted_is_found_by_all_and_its_page_kept_by_who_entered_it(client, app, sign_in):
    entry = confirmed(client)
    office = keeper_of("350000", sign_in, client_of(app))
    assert office.post(f"/manage/entries/{entry.id}/accept", data={"same": "new"}).status_code == 303
    db.session.expire_all()
    organization = db.session.scalars(select(Organization).where(Organization.name == TYPED["name"])).one()
    profile = db.session.scalars(select(OrganizationProfile)).one()
    keeper = db.session.scalars(select(ProfileKeeper)).one()

    assert (organization.credit_code, organization.sector_code, profile.in_directory) == (CODE, "C38", True)
    assert (keeper.email, keeper.organization_id) == ("lin@example.com", organization.id)
    assert "生产伺服电机。" in client.get(f"/organizations/{organization.id}/").text
    assert kinds_of_letters() == ["entries.confirm", "entries.accepted"]
    assert office.post(f"/manage/entries/{entry.id}/accept", data={"same": "new"}).status_code != 303


def test_one_that_is_known_already_is_not_made_twice_and_only_the_reviewer_is_shown_it(client, app, sign_in):
    known = make_organization("福州样例机电股份有限公司", province_code="350000")
    entry = confirmed(client)
    office = keeper_of("350000", sign_in, client_of(app))

    assert known.name in office.get(f"/manage/entries/{entry.id}/").text
    assert known.name not in client.get(f"/organizations/join/{entry_token(entry)}/").text
    office.post(f"/manage/entries/{entry.id}/accept", data={"same": str(known.id)})
    db.session.expire_all()
    assert [one.id for one in db.session.scalars(select(Organization))] == [known.id]
    assert (entry.organization_id, known.credit_code) == (known.id, CODE)


def test_what_is_not_accepted_is_told_with_the_reason_and_can_be_entered_again(client, app, sign_in):
    entry = confirmed(client)
    office = keeper_of("350000", sign_in, client_of(app))
    refused = office.post(f"/manage/entries/{entry.id}/decline", data={"decline-reason": "", "reason": ""})
    assert refused.status_code == 422
    name = re.search(r'name="([^"]*reason)"', office.get(f"/manage/entries/{entry.id}/").text)[1]
    assert office.post(f"/manage/entries/{entry.id}/decline", data={name: "请上传正确的代码。"}).status_code == 303
    db.session.expire_all()

    assert entry.state is EntryState.DECLINED
    assert kinds_of_letters()[-1] == "entries.declined"
    assert "请上传正确的代码。" in client.get(f"/organizations/join/{entry_token(entry)}/").text
    assert send(client).status_code == 200


def test_the_same_code_is_not_entered_again_while_it_awaits_review(client):
    confirmed(client)

    assert send(client).status_code == 409
    assert len(db.session.scalars(select(OrganizationEntry)).all()) == 1


def test_an_entry_that_nobody_confirms_goes_and_who_entered_is_forgotten_after_the_decision(client):
    send(client)
    assert write(lambda: delete_some(NOON + timedelta(days=6), 10)) == 0
    assert write(lambda: delete_some(NOON + timedelta(days=8), 10)) == 1
    assert db.session.scalars(select(OrganizationEntry)).all() == []


def test_a_link_that_nobody_signed_opens_nothing(client):
    assert client.get("/organizations/join/abc/").status_code in (403, 404, 410)
