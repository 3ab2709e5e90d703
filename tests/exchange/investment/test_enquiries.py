"""An offer is asked about without showing who asks, until both agree; what came of it leads to a deal (S5.5, S5.6)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.exchange.investment.enquiries.letters import LINK
from eventmgr.exchange.investment.enquiries.periods import delete_some
from eventmgr.exchange.investment.laws import enquiries as broken_laws
from eventmgr.exchange.investment.models import EnquiryResult, EnquiryState, InvestmentEnquiry
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts.models import Level
from eventmgr.matchmaking.listings.models import ListingKind, Side
from eventmgr.matchmaking.outcomes.models import Deal, Stage
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.messages.models import LetterState
from tests.conftest import client_of
from tests.event.delegations.acting import entered, page_of
from tests.exchange.cases.factories import keeper_link
from tests.exchange.investment.factories import TYPED, make_enquiry, make_offer
from tests.factories import NOON, make_admin, make_event, make_liaison, make_organization, make_registration, make_user
from tests.rows import letters_to, only

pytestmark = pytest.mark.usefixtures("frozen", "database")
SECRETS = ("上海样例电机", "周样例", "zhou@example.com", "5555 0100")


def send(client, offer, **typed):
    return client.post(f"/investment/{offer.id}/ask?lang=en", data=TYPED | typed)


def shown(text):
    return [words for words in SECRETS if words in text.lower()]


def asked(client, offer):
    """An enquiry whose address is confirmed, and the address of its own page."""
    send(client, offer)
    own = f"/investment/enquiries/{LINK.token(only(InvestmentEnquiry))}/"
    client.post(f"{own}confirm")
    return own


def test_an_offer_is_asked_about_from_its_page_and_a_link_confirms_the_address(client):
    offer = make_offer("临样园")
    assert f'href="/investment/{offer.id}/ask"' in client.get(f"/listings/{offer.id}/").text
    assert client.get(f"/investment/{offer.id}/ask").status_code == 200
    answer = send(client, offer)
    assert (answer.status_code, "zhou@example.com" in answer.text.lower()) == (200, True)
    assert (only(InvestmentEnquiry).state, [one.kind for one in letters_to("zhou@example.com")]) == (
        EnquiryState.UNCONFIRMED,
        ["investment.confirm"],
    )
    own = f"/investment/enquiries/{LINK.token(only(InvestmentEnquiry))}/"
    assert client.post(f"{own}confirm").status_code == 303
    assert (only(InvestmentEnquiry).state, client.post(f"{own}confirm").status_code) == (EnquiryState.ASKED, 303)


def test_what_is_no_investment_offer_is_not_asked_about(client):
    product, sought = make_offer("产品", ListingKind.PRODUCT), make_offer("求园", ListingKind.PARK, side=Side.DEMAND)
    for listing in (product, sought):
        assert f"/investment/{listing.id}/ask" not in client.get(f"/listings/{listing.id}/").text
        assert client.get(f"/investment/{listing.id}/ask").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("province_code", "999999"), ("sector_code", ""), ("text", ""), ("organization", ""), ("contact_name", ""),
     ("email", "nobody"), ("consent", ""), ("mobile", "0" * 21)],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client, field, value):
    answer = send(client, make_offer("园"), **{field: value})
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert field == "text" or TYPED["text"] in answer.text
    assert db.session.scalars(select(InvestmentEnquiry)).all() == []


def test_a_keeper_reads_province_sector_size_and_text_and_who_asks_only_once_they_agree(client):
    body = make_organization("样例管委会", province_code="320000")
    page = keeper_link(body, email="keeper@example.com", name="钱样例")
    offer = make_offer("苏样园", organization=body)
    own = asked(client, offer)
    arrived = letters_to("keeper@example.com")[-1]
    assert (arrived.kind, TYPED["text"] in arrived.text, shown(arrived.text)) == ("investment.arrived", True, [])
    assert "1 条询问待答复" in client.get(page).text
    here = f"{page}enquiries/{only(InvestmentEnquiry).id}/"
    assert here in client.get(f"{page}enquiries/").text
    seen = client.get(f"{here}?lang=en").text
    assert ("Shanghai" in seen, "Medium-sized enterprise" in seen, TYPED["text"] in seen, shown(seen)) == (
        True, True, True, [],
    )  # fmt: skip
    assert "钱样例" in seen, "who keeps the page is filled in as whom to turn to"

    answer = {"answer": "八千平方米有现房。", "contact": "钱样例 025 5555 0199"}
    assert client.post(f"{here}interested", data=answer).status_code == 303
    interested = letters_to("zhou@example.com")[-1]
    assert (interested.kind, "八千平方米有现房。" in interested.text, "0199" in interested.text) == (
        "investment.interested", True, False,
    )  # fmt: skip
    assert (shown(client.get(here).text), "0199" in client.get(own).text) == ([], False)

    assert client.post(f"{own}agree").status_code == 303
    assert len(shown(client.get(here).text)) == len(SECRETS)
    assert "钱样例 025 5555 0199" in client.get(own).text
    assert "025 5555 0199" in letters_to("zhou@example.com")[-1].text
    assert len(shown(letters_to("keeper@example.com")[-1].text)) == len(SECRETS)
    assert client.post(f"{own}agree").status_code == 303, "agreed twice is agreed once"
    assert len(letters_to("zhou@example.com")) == 3
    assert broken_laws() == []


def test_who_wrote_an_offer_by_their_registration_answers_it_and_no_other(client):
    event = make_event(slug="fair")
    body = make_organization("样例管委会", province_code="320000")
    writer = make_registration(event, organization=body, email="writer@example.com")
    offer = make_offer("会样园", organization=body, event_id=event.id, registration_id=writer.id)
    other = make_offer("他样园", organization=body, event_id=event.id)
    asked(client, offer)
    letter = letters_to("writer@example.com")[-1]
    assert letter.kind == "investment.arrived"
    base = f"/companies/{my_token(writer)}/enquiries/"
    assert client.get(f"{base}{only(InvestmentEnquiry).id}/").status_code == 200
    foreign = make_enquiry(other)
    assert client.get(f"{base}{foreign.id}/").status_code == 404


def test_what_is_declined_never_shows_who_asked(client):
    body = make_organization("样例管委会", province_code="320000")
    page = keeper_link(body)
    own = asked(client, make_offer("园", organization=body))
    here = f"{page}enquiries/{only(InvestmentEnquiry).id}/"
    assert client.post(f"{here}decline", data={"reason": ""}).status_code == 422
    assert client.post(f"{here}decline", data={"reason": "已无空置厂房。"}).status_code == 303
    assert "已无空置厂房。" in letters_to("zhou@example.com")[-1].text
    assert client.post(f"{own}agree").status_code == 303
    assert (only(InvestmentEnquiry).state, shown(client.get(here).text)) == (EnquiryState.DECLINED, [])
    late = client.post(f"{here}interested", data={"answer": "又有了。", "contact": "钱"})
    assert (late.status_code, only(InvestmentEnquiry).state) == (409, EnquiryState.DECLINED)
    assert "此询问的状态已变化" in late.text


def test_what_is_withdrawn_says_no_longer_who_asked_to_anybody(client):
    own = asked(client, make_offer("园"))
    for letter in letters_to("zhou@example.com"):
        letter.state = LetterState.SENT
    db.session.commit()
    assert client.post(f"{own}withdraw").status_code == 303
    gone = only(InvestmentEnquiry)
    assert (gone.state, gone.email, gone.organization, gone.text) == (EnquiryState.WITHDRAWN, "", "", "")
    assert letters_to("zhou@example.com") == []
    assert (client.get(own).status_code, shown(client.get(own).text)) == (200, [])


def test_an_office_answers_for_offers_of_its_province_alone(client, app, sign_in):
    unit = make_user("o32@example.com", level=Level.PROVINCIAL, unit_code="320000")
    own, other = (
        sign_in(user, client_of(app))
        for user in (unit, make_user("o34@example.com", level=Level.PROVINCIAL, unit_code="340000"))
    )
    asked(client, make_offer("苏样园"))
    letter = letters_to("o32@example.com")[-1]
    assert (letter.kind, shown(letter.text), letters_to("o34@example.com")) == ("investment.arrived", [], [])
    here = f"/manage/investment/enquiries/{only(InvestmentEnquiry).id}/"
    assert (own.get(here).status_code, other.get(here).status_code) == (200, 404)
    assert ("苏样园" in own.get("/manage/investment/enquiries/").text) is True
    assert "苏样园" not in other.get("/manage/investment/enquiries/").text
    assert shown(own.get(here).text) == []
    assert own.post(f"{here}contacts").status_code == 409
    named = make_enquiry(make_offer("跨省", ListingKind.FUND, details={"provinces": ["340000"]}))
    assert other.get(f"/manage/investment/enquiries/{named.id}/").status_code == 200
    assert client_of(app).get(here).status_code in (302, 303, 401)


def test_contact_details_are_covered_for_the_office_until_it_looks_and_that_is_recorded(client, app, sign_in):
    office = sign_in(make_admin(), client_of(app))
    one = make_enquiry(make_offer("园"), state=EnquiryState.SHOWN, shown_at=NOON, owner_contact="钱样例")
    here = f"/manage/investment/enquiries/{one.id}/"
    assert one.email not in office.get(here).text
    assert one.email in office.post(f"{here}contacts").text
    assert [entry.action for entry in list_entries_about(InvestmentEnquiry.__tablename__, [one.id])] == [
        "contacts_read"
    ]


def test_what_waits_and_what_is_late_stand_on_the_page_of_the_office(client, app, sign_in, frozen):
    office = sign_in(make_admin(), client_of(app))
    make_enquiry(make_offer("旧"), asked_at=NOON - timedelta(days=11))
    make_enquiry(make_offer("新"))
    work = office.get("/manage/").text
    assert ("1 条招商询问待答复" in work, "1 条招商询问逾期未答复" in work) == (True, True)
    titles = {
        state: re.findall(
            r"enquiries/\d+/\">([^<]+)</a>", office.get(f"/manage/investment/enquiries/?state={state}").text
        )
        for state in ("late", "asked", "declined", "")
    }
    assert titles == {"late": ["旧"], "asked": ["新"], "declined": [], "": ["新", "旧"]}
    refused = office.get("/manage/investment/enquiries/?state=x&lang=en")
    assert (refused.status_code, "“x”" in refused.text) == (400, True)


def test_everybody_who_may_answer_reads_which_enquiry_is_late(client, app, sign_in):
    body = make_organization("样例管委会", province_code="320000")
    page, offer = keeper_link(body, email="keeper@example.com", name="钱样例"), make_offer("苏样园", organization=body)
    event, enquiry = make_event(), make_enquiry(offer)
    make_liaison(event, "320000", link="right")
    liaison, office = entered(app, "right"), sign_in(make_admin(), client_of(app))
    lists = [
        (client, f"{page}enquiries/"), (client, page), (office, "/manage/investment/enquiries/"),
        (liaison, page_of(event, "320000", "enquiries/")),
    ]  # fmt: skip
    for late in (False, True):
        if late:
            enquiry.asked_at = NOON - timedelta(days=11)
            db.session.commit()
        for browser, address in lists:
            rows = browser.get(f"{address}?lang=en").text.split("enquiries/")
            assert any("Overdue" in row and "苏样园" in row for row in rows) is late, address


def test_what_came_of_it_leads_to_a_deal_between_both_sides(client, app, sign_in):
    admin = make_admin()
    office, event = sign_in(admin, client_of(app)), make_event(slug="fair")
    offer = make_offer("园", event_id=event.id)
    one = make_enquiry(offer, state=EnquiryState.SHOWN, shown_at=NOON, owner_contact="钱样例")
    here = f"/manage/investment/enquiries/{one.id}/"
    assert office.post(f"{here}close", data={"result": "deal", "words": "已签意向"}).status_code == 303
    assert (only(InvestmentEnquiry).result, "1 条招商询问达成合作但未登记" in office.get("/manage/").text) == (
        EnquiryResult.DEAL,
        True,
    )
    assert office.post(f"{here}deal", data={"event": "nothing"}).status_code == 422
    answer = office.post(f"{here}deal", data={"event": "fair"})
    deal = db.session.scalars(select(Deal)).one()
    assert answer.headers["Location"].endswith(f"/{deal.id}/edit")
    assert [(side.name, side.province_code) for side in deal.parties] == [
        (one.organization, one.province_code),
        (offer.organization.name, "320000"),
    ]
    assert (deal.stage, deal.parties[0].contact_email, only(InvestmentEnquiry).deal_id) == (
        Stage.INTENTION,
        one.email,
        deal.id,
    )
    assert "达成合作但未登记" not in office.get("/manage/").text
    assert f"/{deal.id}/" in office.get(here).text
    again = office.post(f"{here}deal", data={"event": "fair"}, follow_redirects=True)
    assert (len(db.session.scalars(select(Deal)).all()), "此询问已登记合作项目" in again.text) == (1, True)
    assert office.post(f"{here}close", data={"result": "nothing"}).status_code == 409
    assert broken_laws() == []


def test_who_asked_is_deleted_in_time_and_the_result_stays(app, frozen):
    offer = make_offer("园")
    make_enquiry(offer, state=EnquiryState.UNCONFIRMED, asked_at=None)
    kept = make_enquiry(offer, state=EnquiryState.CLOSED, shown_at=NOON, result=EnquiryResult.TALKING)
    frozen.shift(8 * 86400)
    with transaction():
        assert delete_some(NOON + timedelta(days=8), 10) == 1
    assert only(InvestmentEnquiry).id == kept.id
    with transaction():
        assert (delete_some(NOON + timedelta(days=364), 10), delete_some(NOON + timedelta(days=367), 10)) == (0, 1)
    gone = only(InvestmentEnquiry)
    assert (gone.organization, gone.contact_name, gone.email, gone.mobile, gone.text) == ("", "", "", "", "")
    assert (gone.state, gone.result, gone.province_code) == (EnquiryState.CLOSED, EnquiryResult.TALKING, "310000")
    with transaction():
        assert delete_some(NOON + timedelta(days=900), 10) == 0
    assert broken_laws() == []


def test_the_page_on_privacy_and_the_form_say_what_happens(client):
    offer = make_offer("园")
    for page in ("/privacy", f"/investment/{offer.id}/ask"):
        assert "招商方可见您所在地区、行业、规模和询问内容" in client.get(page, follow_redirects=True).text
