"""The page of an organization: its link, its listings, its profile, its keepers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.ground.db import db
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.models import ListingSettings, ListingState, ProfileState
from tests.conftest import count_statements, do_jobs
from tests.factories import keep, make_keeper, make_listing, make_organization, make_profile, make_user
from tests.matchmaking.listings.acting import TYPED, address_in, do, letters, listings, page_of

pytestmark = pytest.mark.usefixtures("frozen", "database")


def test_a_listing_typed_on_a_phone_awaits_review_and_tells_where_it_stands(visitor, event, keeper):
    page = visitor.get(page_of(keeper))
    assert page.status_code == 200 and "Enter supply or demand" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer" and "no-store" in page.headers["Cache-Control"]
    answer = visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=TYPED)
    assert answer.status_code == 303, answer.text
    [made] = listings()
    assert (made.state, made.sector_codes, made.keeper_id, made.event_id) == (
        ListingState.SUBMITTED, ["C34"], keeper.id, event.id,
    )  # fmt: skip
    shown = visitor.get(answer.location)
    assert "Thank you. It will be published after a review." in shown.text and "Awaiting review" in shown.text


def test_a_form_with_faults_keeps_what_was_typed_and_changes_nothing(visitor, event, keeper):
    address = page_of(keeper, f"events/{event.slug}/new")
    answer = visitor.post(
        address, data=TYPED | {"title_en": "", "kind": "rnd", "d_rnd_budget": "much", "d_rnd_needed_by": "soon"}
    )
    assert answer.status_code == 422 and "2,000 a month" in answer.text
    assert (
        "needs a whole number" in answer.text
        and "needs a date" in answer.text
        and "in at least one language" in answer.text
    )
    assert listings() == []


@pytest.mark.parametrize(
    ("kind", "low", "high", "named"),
    [
        ("subsidy", {"apply_from": "2026-06-02"}, {"apply_by": "2026-06-01"}, "“Apply by” comes before “Apply from”"),
        ("fund", {"single": "300"}, {"single_most": "299"}, "is below “Amount of one investment (10,000 yuan)”"),
    ],
)
def test_a_window_or_range_that_ends_before_it_begins_is_refused_by_its_field(
    visitor, event, keeper, kind, low, high, named
):
    """S5.2, S5.3: a subsidy has a window and a fund a range; what was typed stays in the form."""
    address = page_of(keeper, f"events/{event.slug}/new")
    typed = {f"d_{kind}_{name}": value for name, value in {**low, **high}.items()}
    answer = visitor.post(address, data=TYPED | {"kind": kind} | typed)
    assert (answer.status_code, named in answer.text) == (422, True)
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    assert listings() == []
    assert (
        visitor.post(
            address, data=TYPED | {"kind": kind} | typed | {f"d_{kind}_{name}": "" for name in low}
        ).status_code
        == 303
    )


def test_fields_of_the_kind_are_kept_and_those_of_others_are_not(visitor, event, keeper):
    typed = TYPED | {
        "kind": "platform", "d_platform_provinces": "湖北、Hunan", "d_platform_sectors": "C36; 汽车制造业",
        "d_platform_users": "1,200", "d_rnd_budget": "12", "chain_words": "铸件, 机加工, 铸件", "topic_id": "platform",
    }  # fmt: skip
    assert visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=typed).status_code == 303
    [made] = listings()
    assert made.details == {"provinces": ["420000", "430000"], "sectors": ["C36"], "users": 1200}
    assert made.chain_words == ["铸件", "机加工"] and made.topic_id == "platform"
    shown = visitor.get(page_of(keeper, f"listings/{made.id}/")).text
    assert "Hubei" in shown and "1,200" in shown


def test_without_review_it_is_published_at_once_and_an_edit_stays_published(visitor, event, keeper):
    keep(ListingSettings(event_id=event.id, is_moderated=False))
    visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=TYPED)
    [made] = listings()
    assert made.state is ListingState.PUBLISHED and made.published_at is not None
    visitor.post(page_of(keeper, f"listings/{made.id}/edit"), data=TYPED | {"text_en": "Now steel."})
    [made] = listings()
    assert (made.state, made.text) == (ListingState.PUBLISHED, {"en": "Now steel."})


def test_what_is_changed_of_a_published_one_is_reviewed_again_and_withdrawn_ones_can_be_deleted(
    visitor, event, company, keeper
):
    made = make_listing(event, company, title={"en": "A"}, text={"en": "B"})
    visitor.post(page_of(keeper, f"listings/{made.id}/edit"), data=TYPED)
    assert listings()[0].state is ListingState.SUBMITTED
    assert visitor.post(page_of(keeper, f"listings/{made.id}/delete")).status_code == 303
    assert len(listings()) == 1
    visitor.post(page_of(keeper, f"listings/{made.id}/withdraw"))
    assert listings()[0].state is ListingState.WITHDRAWN
    visitor.post(page_of(keeper, f"listings/{made.id}/delete"))
    assert listings() == []


def test_a_draft_is_seen_by_nobody_else_until_it_is_submitted(visitor, office, event, keeper):
    visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=TYPED | {"draft": "1"})
    [made] = listings()
    assert made.state is ListingState.DRAFT
    visitor.post(page_of(keeper, f"listings/{made.id}/edit"), data=TYPED)
    assert listings()[0].state is ListingState.SUBMITTED


def test_after_the_deadline_nothing_is_entered_and_the_page_says_so(visitor, event, company, keeper):
    made = make_listing(event, company, state=ListingState.SUBMITTED, published_at=None)
    keep(ListingSettings(event_id=event.id, closes_at=event.created_at - timedelta(hours=1)))
    assert "The deadline for listings has passed" in visitor.get(page_of(keeper)).text
    assert visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=TYPED).status_code in (200, 409)
    assert visitor.post(page_of(keeper, f"listings/{made.id}/edit"), data=TYPED).status_code == 409
    assert [one.title for one in listings()] == [made.title]


def test_another_company_sees_and_changes_nothing_of_it(visitor, event, company, keeper):
    mine = make_listing(event, company)
    other = make_keeper(make_profile(make_organization("湖南样例电机有限公司", province_code="430000")), event)
    for rest in ("", "edit", "files/abc"):
        assert visitor.get(page_of(other, f"listings/{mine.id}/{rest}")).status_code == 404
    for rest in ("edit", "withdraw", "delete", "files", "files/abc/delete"):
        assert visitor.post(page_of(other, f"listings/{mine.id}/{rest}"), data=TYPED).status_code == 404, rest
    assert listings()[0].state is ListingState.PUBLISHED
    assert mine.title["zh"] not in visitor.get(page_of(other)).text


def test_links_end_when_the_version_rises_or_the_keeper_is_removed(visitor, event, profile, keeper):
    colleague = make_keeper(profile, event)
    old, theirs = page_of(keeper), page_of(colleague)
    assert visitor.get(old).status_code == 200
    do(services.end_links, db.session.merge(profile))
    assert visitor.get(old).status_code == 404 and visitor.get(theirs).status_code == 404
    assert {letter.to_address for letter in letters("link_again")} == {"li@example.com", colleague.email}
    new = address_in(letters("link_again")[0])
    assert visitor.get(new).status_code == 200
    do(services.remove, db.session.merge(profile), db.session.merge(keeper))
    assert visitor.get(new).status_code == 404 and visitor.get(page_of(colleague)).status_code == 200
    assert visitor.get("/companies/nonsense/").status_code == 404


def test_the_link_is_sent_again_and_the_answer_is_the_same_for_strangers(visitor, app, monkeypatch, event, keeper):
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    known = visitor.post("/companies/link", data={"email": "LI@example.com"})
    unknown = visitor.post("/companies/link", data={"email": "nobody@example.com"})
    assert known.status_code == unknown.status_code == 200 and known.text == unknown.text
    do_jobs()
    [letter] = letters()
    assert letter.to_address == "li@example.com" and visitor.get(address_in(letter)).status_code == 200
    assert visitor.post("/companies/link", data={"email": "x"}).status_code == 422
    for _n in range(3):
        last = visitor.post("/companies/link", data={"email": "li@example.com"})
    do_jobs()
    assert last.status_code == 429 and len(letters()) == 3


def test_an_account_of_the_same_address_comes_to_the_same_page(sign_in, visitor, event, keeper):
    assert visitor.get("/companies/").location.startswith("/sign-in")
    browser = sign_in(make_user("li@example.com"))
    assert browser.get("/companies/").location == page_of(keeper)
    assert 'href="/companies/"' in browser.get("/manage/").text
    other = sign_in(make_user("zhao@example.com"))
    assert other.get("/companies/").status_code == 200


def test_a_profile_holds_at_once_or_waits_where_an_event_reviews_it(visitor, event, profile, keeper):
    typed = {"summary_en": "Pumps since 1958.", "size_class": "medium", "chain_stage": "upstream", "is_leading": "yes",
             "capability_tags": "两化融合贯标, smart factory", "credit_code": "91420000MA4KX0000C"}  # fmt: skip
    wrong = visitor.post(page_of(keeper, "profile"), data=typed)
    assert wrong.status_code == 422 and "Pumps since 1958." in wrong.text
    typed |= {"credit_code": ""}
    assert visitor.post(page_of(keeper, "profile"), data=typed).status_code == 303
    db.session.expire_all()
    assert profile.summary == {"en": "Pumps since 1958."} and profile.organization.size_class.value == "medium"
    assert profile.is_leading is True and profile.capability_tags == ["i2m", "smart factory"]
    keep(ListingSettings(event_id=event.id, moderates_profiles=True))
    visitor.post(page_of(keeper, "profile"), data=typed | {"summary_en": "Pumps since 1858."})
    db.session.expire_all()
    assert profile.summary == {"en": "Pumps since 1958."} and profile.state is ProfileState.CHANGED
    assert "1858" in visitor.get(page_of(keeper, "profile")).text


def test_a_keeper_corrects_takes_along_and_deletes_what_is_held(visitor, event, company, profile, keeper):
    mine = make_listing(event, company, keeper_id=keeper.id)
    visitor.post(page_of(keeper, "me"), data={"name": "李小强", "mobile": "", "language": "zh"})
    copy = visitor.get(page_of(keeper, "me/data.json")).json
    assert (copy["name"], copy["email"], copy["organization"]) == ("李小强", "li@example.com", company.name)
    address = page_of(keeper)
    assert visitor.post(page_of(keeper, "me/delete")).status_code == 200
    assert visitor.get(address).status_code == 404
    [left] = listings()
    assert (left.id, left.keeper_id) == (mine.id, None)


def test_several_are_pasted_looked_at_and_taken_once(visitor, event, keeper):
    pasted = "需求\t寻找泵壳铸件\t每月两千件灰铁铸件\tsupply_chain\n供给\t\t没有标题\n"
    address = page_of(keeper, f"events/{event.slug}/paste")
    looked = visitor.post(address, data={"pasted": pasted})
    assert looked.status_code == 200 and "The title is missing." in looked.text and listings() == []
    answer = visitor.post(address, data={"pasted": pasted, "take": "1"})
    assert answer.status_code == 303
    visitor.post(address, data={"pasted": pasted, "take": "1"})
    assert {one.topic_id for one in listings()} == {"supply_chain"}


def test_two_saves_at_once_one_is_told(visitor, event, company, keeper):
    made = make_listing(event, company, state=ListingState.SUBMITTED, title={"en": "A"}, text={"en": "B"})
    address = page_of(keeper, f"listings/{made.id}/edit")
    seen = (
        visitor.get(address)
        .text.split('name="seen" value="')[1]
        .split('"')[0]
        .replace("&#34;", '"')
        .replace("&quot;", '"')
    )
    assert visitor.post(address, data=TYPED | {"seen": seen}).status_code == 303
    second = visitor.post(address, data=TYPED | {"seen": seen, "title_en": "Mine"})
    assert second.status_code == 409 and "Somebody else has changed this" in second.text
    assert listings()[0].title == {"en": "Pump housings sought"}


def test_a_page_of_many_listings_costs_no_more_statements_than_one_of_few(visitor, event, company, keeper):
    make_listing(event, company)
    with count_statements() as few:
        visitor.get(page_of(keeper))
    for _n in range(6):
        make_listing(event, company)
    with count_statements() as many:
        visitor.get(page_of(keeper))
    assert len(many) == len(few) <= 16
