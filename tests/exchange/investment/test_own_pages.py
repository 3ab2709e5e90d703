"""Enquiries on the pages of those whom they concern without an account: liaisons of the province, and participants."""

from __future__ import annotations

import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.exchange.investment.models import EnquiryState, InvestmentEnquiry
from eventmgr.ground.db import db
from eventmgr.tools.log.queries import list_entries
from tests.event.delegations.acting import entered, page_of
from tests.exchange.investment.factories import make_enquiry, make_offer
from tests.factories import make_event, make_liaison, make_organization, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")
HUBEI = "420000"


def test_a_liaison_reads_and_answers_what_is_asked_about_offers_of_the_province_and_of_no_other(app):
    event = make_event()
    own, other = make_offer("鄂样园", province=HUBEI), make_offer("苏样园")
    enquiry, elsewhere = make_enquiry(own), make_enquiry(other)
    make_enquiry(own, state=EnquiryState.UNCONFIRMED, text="没有确认")
    make_liaison(event, HUBEI, link="right")
    browser = entered(app, "right")

    assert "Enquiries about offers: 1 open" in browser.get(page_of(event, HUBEI)).text
    listed = browser.get(page_of(event, HUBEI, "enquiries/")).text
    assert ("鄂样园" in listed, "苏样园" in listed) == (True, False)
    assert browser.get(page_of(event, HUBEI, f"enquiries/{elsewhere.id}/")).status_code == 404
    shown = browser.get(page_of(event, HUBEI, f"enquiries/{enquiry.id}/")).text
    assert ("周样例" in shown, "zhou@example.com" in shown) == (False, False)
    answer = browser.post(
        page_of(event, HUBEI, f"enquiries/{enquiry.id}/interested"),
        data={"answer": "有标准厂房。", "contact": "李敏 027"},
    )
    assert answer.status_code == 303
    db.session.expire_all()
    assert db.session.get(InvestmentEnquiry, enquiry.id).state is EnquiryState.ANSWERED
    page = browser.get(page_of(event, HUBEI)).text
    assert ("Enquiries about offers: 1 open" in page, f'href="{page_of(event, HUBEI, "enquiries/")}"' in page) == (
        False,
        True,
    )


def test_a_liaison_of_whose_province_nobody_has_asked_sees_no_way_there(app):
    event, offer = make_event(), make_offer("鄂样园", province=HUBEI)
    make_enquiry(offer, state=EnquiryState.UNCONFIRMED)
    make_liaison(event, HUBEI, link="right")

    assert page_of(event, HUBEI, "enquiries/") not in entered(app, "right").get(page_of(event, HUBEI)).text


def test_contact_details_are_covered_until_a_liaison_asks_for_them_and_that_is_on_record(app):
    event, offer = make_event(), make_offer("鄂样园", province=HUBEI)
    enquiry = make_enquiry(offer, state=EnquiryState.SHOWN, shown_at=make_enquiry(offer).asked_at)
    make_liaison(event, HUBEI, link="right")
    browser = entered(app, "right")
    page = page_of(event, HUBEI, f"enquiries/{enquiry.id}/")

    assert "zhou@example.com" not in browser.get(page).text
    assert "zhou@example.com" in browser.post(f"{page}contacts").text
    actors = [entry.actor_name for entry in list_entries(None, object_type=enquiry.__tablename__, object_id=enquiry.id)]
    assert [name for name in actors if "湖北" in name or "Hubei" in name] != []


def test_nobody_without_the_link_reads_them_and_a_delegation_of_no_province_has_no_such_page(app, client):
    event = make_event()
    make_liaison(event, HUBEI, link="right")

    assert client.get(page_of(event, HUBEI, "enquiries/")).status_code == 404


def test_the_own_page_of_whoever_wrote_the_offer_leads_to_the_open_enquiry_and_says_nothing_once_it_is_answered(client):
    event = make_event()
    company = make_organization("样例园区公司")
    mine = make_registration(event, organization_id=company.id)
    colleague = make_registration(event, organization_id=company.id)
    offer = make_offer("临样园", organization=company, event_id=event.id, registration_id=mine.id)
    enquiry = make_enquiry(offer)
    token = my_token(mine)

    assert f"/companies/{token}/enquiries/" in client.get(f"/my/{token}/").text
    assert f"/companies/{token}/enquiries/{enquiry.id}/" in client.get(f"/companies/{token}/").text
    assert "/enquiries/" not in client.get(f"/my/{my_token(colleague)}/").text
    enquiry.state = EnquiryState.DECLINED
    db.session.commit()
    assert "/enquiries/" not in client.get(f"/my/{token}/").text
    assert f"/enquiries/{enquiry.id}/" not in client.get(f"/companies/{token}/").text
