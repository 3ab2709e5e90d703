"""Identity documents in lists for recipients, and lists in which a registration stood that was merged since."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.consents import IDENTITY, IDENTITY_STAY, PROCESSING, STAY
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.duplicates import services as duplicates
from eventmgr.tools.log.services import Act
from tests.conftest import client_of
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.event.registration.views import post
from tests.factories import NOON, make_event, make_member
from tests.office.disclosures.handing_over import hands_over, makes, opens, rows

pytestmark = pytest.mark.usefixtures("frozen")
NUMBER = "11010519491231002X"
ALL = (PROCESSING, STAY, IDENTITY, IDENTITY_STAY)


@pytest.fixture
def event(app):
    fields = {"lodging": "optional", "arrival": "optional", "id_number": "optional"}
    return make_event(fields=fields, id_purpose={"zh": "门岗登记"})


@pytest.fixture
def office(client, sign_in, event):
    return sign_in(make_member(event, TeamRole.REGISTRAR), client_of(client.application))


def comes(event, name, consents=ALL, **values):
    answers = {"lodging": "single", "arrival": "G7001", "id_kind": "resident", "id_number": NUMBER}
    return register(event, make_applicant(name=name, answers=answers, consents=consents, **values))


def held(place):
    db.session.expire_all()
    return {one.purpose for one in list_consents(place.id) if one.withdrawn_at is None}


WITH_NUMBER = {"columns": ["lodging", "id_kind", "id_number"], "mobile_need": "酒店依法登记"}


def test_it_stands_there_only_where_chosen_and_only_of_those_who_agreed_to_that(client, office, event):
    comes(event, "张三")
    comes(event, "李四", (PROCESSING, STAY, IDENTITY))

    without = rows(opens(client, hands_over(office, event)))
    sheet = rows(opens(client, hands_over(office, event, **WITH_NUMBER)))
    paper = opens(client, hands_over(office, event, **WITH_NUMBER), "pdf")

    assert NUMBER not in str(without)
    assert sheet[0][:4] == ["姓名", "住宿", "证件类型", "证件号码"]
    assert sorted(row[:4] for row in sheet[1:]) == [
        ["张三", "单间", "居民身份证", NUMBER],
        ["李四", "单间", "", ""],
    ]
    assert paper.status_code == 200


def test_it_needs_a_reason_and_is_told_to_its_person_alone(client, office, event):
    place, other = comes(event, "张三"), comes(event, "李四", (PROCESSING, STAY, IDENTITY))
    refused = makes(office, event, columns=["id_number"])
    opens(client, hands_over(office, event, **WITH_NUMBER))

    items = [
        json.loads(client.get(f"/my/{my_token(row)}/data.json").data)["held"]["disclosures"][0]["items"]
        for row in (place, other)
    ]
    assert (refused.status_code, "提供手机号码或证件号码的必要性" in refused.text) == (422, True)
    assert ["证件号码" in item for item in items] == [True, False]


def test_the_own_page_gives_and_withdraws_that_consent(client, office, event):
    place = comes(event, "张三", (PROCESSING, STAY, IDENTITY))
    own = f"/my/{my_token(place)}/"
    page = client.get(own).text
    client.post(f"{own}passing-on", data={"what": "document", "agree": "1"})
    given = held(place)
    client.post(f"{own}passing-on", data={"what": "document"})
    withdrawn = held(place)
    client.post(f"{own}passing-on", data={"what": "document", "agree": "1"})
    client.post(f"{own}passing-on", data={})

    assert "同意对外提供证件号码" in page
    assert (given, withdrawn) == (set(ALL), {PROCESSING, STAY, IDENTITY})
    assert held(place) == {PROCESSING, IDENTITY}  # without the one the other means nothing
    client.post(f"{own}passing-on", data={"what": "document", "agree": "1"})
    assert held(place) == {PROCESSING, IDENTITY}


def test_withdrawing_the_consent_to_the_number_ends_its_being_passed_on(client, office, event):
    place = comes(event, "张三")
    link = hands_over(office, event, **WITH_NUMBER)
    client.post(f"/my/{my_token(place)}/withdraw-identity")

    assert held(place) == {PROCESSING, STAY}
    assert NUMBER not in str(rows(opens(client, link)))


def test_the_form_asks_both_and_ticks_neither(client, event):
    page = client.get(f"/events/{event.slug}/register/").text
    answer = post(client, event, id_kind="resident", id_number=NUMBER, consent_identity="y", consent_identity_stay="y",
                  consent_stay="y", lodging="single")  # fmt: skip

    assert ('name="consent_identity_stay"' in page, answer.status_code) == (True, 303)
    from eventmgr.event.registration.models import Registration

    assert held(db.session.scalars(select(Registration)).one()) == set(ALL)


def test_the_own_page_says_in_which_lists_a_merged_registration_stood(client, office, event):
    kept, other = comes(event, "张三", email="a@example.com"), comes(event, "张三", mobile="15400009999")
    opens(client, hands_over(office, event, recipient="甲酒店", **WITH_NUMBER))
    with transaction():
        seen = duplicates.seen_of(kept, other)
        duplicates.merge(event, kept, other, (), seen=seen, act=Act(OFFICE, NOON))
    opens(client, hands_over(office, event, recipient="乙酒店"))
    own = f"/my/{my_token(kept)}/"

    page, copy = client.get(own).text, json.loads(client.get(f"{own}data.json").data)

    assert (page.count("甲酒店"), page.count("乙酒店")) == (2, 1)
    assert sorted(row["recipient"] for row in copy["held"]["disclosures"]) == sorted(["甲酒店", "甲酒店", "乙酒店"])
