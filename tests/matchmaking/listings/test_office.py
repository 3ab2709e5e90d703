"""The office: what is entered, reviewed, published, declined; invitations, profiles, settings; and the change log of it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from eventmgr.event.events.services import clone
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings import periods, services
from eventmgr.matchmaking.listings.content.drafts import ListingDraft, ProfileFacts
from eventmgr.matchmaking.listings.laws import LAWS
from eventmgr.matchmaking.listings.models import (
    Listing,
    ListingFile,
    ListingKind,
    ListingSettings,
    ListingSource,
    ListingState,
    NearListing,
    ProfileKeeper,
    ProfileState,
    Reviewer,
    Side,
)
from eventmgr.tools.log.models import AuditEntry
from tests.conftest import count_statements
from tests.factories import (
    keep,
    make_admin,
    make_event,
    make_keeper,
    make_listing,
    make_member,
    make_organization,
    make_profile,
    make_registration,
    together,
)
from tests.matchmaking.listings.acting import (
    TYPED,
    act,
    address_in,
    do,
    hidden,
    letters,
    listings,
    office_page,
    page_of,
)

pytestmark = pytest.mark.usefixtures("frozen", "database")


def test_the_list_counts_and_narrows_by_every_filter(event, office, company):
    one = make_listing(
        event, company, title={"en": "Castings"}, text={"en": "Iron"}, side=Side.SUPPLY, topic_id="sensor",
        sector_codes=["C34"], kind=ListingKind.SERVICE, search_text="castings iron",
    )  # fmt: skip
    other = make_listing(
        event,
        make_organization("乙", province_code="430000"),
        title={"en": "Robots"},
        state=ListingState.SUBMITTED,
        published_at=None,
    )
    make_listing(make_event(), company, title={"en": "Foreign"})

    def listed(asked=""):
        page = office.get(office_page(event, f"?{asked}")).text
        return [name for name in ("Castings", "Robots", "Foreign") if f">{name}</a>" in page]

    assert listed() == ["Castings", "Robots"]
    for asked in (
        "side=supply",
        "kind=service",
        "state=published",
        "province=420000",
        "sector=C34",
        "topic=sensor",
        "q=IRON",
    ):
        assert listed(asked) == ["Castings"], asked
    assert listed("state=submitted") == ["Robots"] and listed("near=1") == [] and other.id != one.id
    for asked in ("side=x", "kind=x", "state=x", "province=x", "sector=x", "topic=x", "cursor=x"):
        assert office.get(office_page(event, f"?{asked}")).status_code == 400, asked
    page = office.get(office_page(event)).text
    assert "Supply: 1" in page and "Demand: 1" in page and "Awaiting review: 1" in page


def test_pages_follow_each_other_and_cost_a_fixed_number_of_statements(event, office, company):
    for number in range(55):
        make_listing(event, company, title={"en": f"T{number}"}, text={"en": "x"})
    with count_statements() as many:
        first = office.get(office_page(event)).text
    assert first.count("data-row") == 50 and len(many) <= 14
    cursor = first.split('rel="next" href="')[1].split('"')[0]
    assert office.get(cursor).text.count("data-row") == 5


def test_publishing_tells_whoever_wrote_it_once_and_shows_it_to_others(event, office, visitor, keeper):
    visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=TYPED)
    visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=TYPED | {"title_en": "Second"})
    one, two = listings()
    asked = office.post(office_page(event, "publish"), data={"ids": [one.id, two.id], "telling": ""})
    assert asked.status_code == 200 and "1" in asked.text and letters() == []
    assert listings()[0].state is ListingState.SUBMITTED
    office.post(office_page(event, "publish"), data={"ids": [one.id, two.id]})
    assert {one.state for one in listings()} == {ListingState.PUBLISHED}
    [letter] = letters("published")
    assert "Pump housings sought" in letter.text and "Second" in letter.text
    assert visitor.get(address_in(letter)).status_code == 200
    assert db.session.get(ListingSettings, event.id).version > 0


def test_all_that_fit_the_filters_are_published_together(event, office, company):
    for side in Side:
        make_listing(event, company, side=side, state=ListingState.SUBMITTED, published_at=None)
    office.post(office_page(event, "publish"), data={"all": "1", "side": "supply"})
    assert [one.side for one in listings(state=ListingState.PUBLISHED)] == [Side.SUPPLY]
    assert office.post(office_page(event, "publish"), data={"ids": ["x", "99999999999"]}).status_code == 303


def test_declining_needs_a_reason_which_the_organization_is_told(event, office, visitor, company, keeper):
    made = make_listing(event, company, state=ListingState.SUBMITTED, published_at=None, keeper_id=keeper.id)
    address = office_page(event, f"{made.id}/decline")
    assert office.post(address, data={"reason": ""}).status_code == 422
    office.post(address, data={"reason": "Please add the target values."})
    [letter] = letters("declined")
    assert "Please add the target values." in letter.text and listings()[0].state is ListingState.DECLINED
    assert "Please add the target values." in visitor.get(page_of(keeper)).text
    visitor.post(page_of(keeper, f"listings/{made.id}/edit"), data=TYPED)
    assert (listings()[0].state, listings()[0].decline_reason) == (ListingState.SUBMITTED, "")


def test_a_published_one_is_put_back_and_nobody_is_told(event, office, company):
    made = make_listing(event, company)
    office.post(office_page(event, f"{made.id}/back"))
    assert listings()[0].state is ListingState.SUBMITTED and letters() == []


def test_the_office_enters_for_an_organization_that_is_new_and_corrects(event, office):
    page = office.get(office_page(event, "new"))
    form = hidden(page) | TYPED | {"organization": "湖北新样例有限公司"}
    assert office.post(office_page(event, "new"), data=form).status_code == 303
    office.post(office_page(event, "new"), data=form)
    [made] = listings()
    assert (made.organization.name, made.state, made.source) == (
        "湖北新样例有限公司",
        ListingState.PUBLISHED,
        ListingSource.OFFICE,
    )
    office.post(office_page(event, f"{made.id}/edit"), data=TYPED | {"title_en": "Corrected"})
    [made] = listings()
    assert (made.title, made.state) == ({"en": "Corrected"}, ListingState.PUBLISHED)
    history = office.get(office_page(event, f"{made.id}/")).text
    assert "Listing: changed" in history and "Corrected" in history


@pytest.mark.parametrize("known", [None, "420000"])
def test_the_office_is_asked_for_the_province_of_an_organization_of_which_none_is_known(event, office, known):
    if known:
        make_organization("湖北新样例有限公司", province_code=known)
    page = office.get(office_page(event, "new"))
    form = hidden(page) | TYPED | {"organization": "湖北新样例有限公司", "province_code": "410000"}
    office.post(office_page(event, "new"), data=form)

    [made] = listings()
    assert 'name="province_code"' in page.text
    assert made.organization.province_code == (known or "410000")


def test_rows_are_pasted_with_their_organizations(event, office, company):
    pasted = "供需\t标题\t内容\t主题\t单位\n需求\t寻找泵壳\t每月两千件\t供应链协同\t湖北样例泵业有限公司\n供给\t伺服电机\t现货\t\t新样例电机厂\n需求\t无主\t没有单位\n"
    looked = office.post(office_page(event, "paste"), data={"pasted": pasted})
    assert looked.status_code == 200 and "does not say whose listing it is" in looked.text
    office.post(office_page(event, "paste"), data={"pasted": pasted, "take": "1", "later": "1"})
    assert {(one.organization.name, one.state.value, one.source.value) for one in listings()} == {
        ("湖北样例泵业有限公司", "submitted", "pasted"), ("新样例电机厂", "submitted", "pasted"),
    }  # fmt: skip
    assert listings()[0].organization_id == company.id


def test_an_invitation_is_shown_before_and_opens_the_page(event, office, visitor, company):
    make_registration(event, organization_id=company.id)
    form = {"registered": str(company.id), "name": "李强", "email": "Li@Example.com", "language": "en"}
    assert "湖北样例泵业有限公司" in office.get(office_page(event, "invite")).text
    assert office.post(office_page(event, "invite"), data=form | {"telling": ""}).status_code == 200 and letters() == []
    office.post(office_page(event, "invite"), data=form)
    [letter] = letters("invited")
    assert letter.to_address == "li@example.com" and "Matchmaking" in letter.text
    assert visitor.get(address_in(letter)).status_code == 200
    assert office.post(office_page(event, "invite"), data={"name": "", "email": "x"}).status_code == 422


def test_a_typed_name_makes_the_organization_and_a_registered_stranger_is_refused(event, office, company):
    form = {
        "organization": "鄂样例有限公司",
        "province_code": "420000",
        "name": "李强",
        "email": "a@example.com",
        "language": "zh",
    }
    office.post(office_page(event, "invite"), data=form)
    keeper = db.session.query(ProfileKeeper).one()
    assert (keeper.organization.name, keeper.organization.province_code) == ("鄂样例有限公司", "420000")
    assert office.post(office_page(event, "invite"), data=form | {"registered": str(company.id)}).status_code == 422


def test_changes_of_a_profile_are_compared_accepted_or_declined(event, office, profile, keeper):
    keep(ListingSettings(event_id=event.id, moderates_profiles=True))
    do(services.change_profile, profile, ProfileFacts(summary={"en": "Pumps"}, brand="Old"), waits=True)
    page = office.get(office_page(event, f"profiles/{profile.organization_id}/")).text
    assert "Changes that await review" in page and "Pumps" in page
    assert "1 profile has changes that await review" in office.get(f"/manage/events/{event.slug}/").text
    address = office_page(event, f"profiles/{profile.organization_id}/")
    assert office.post(f"{address}decline", data={}).status_code == 422
    office.post(f"{address}decline", data={"reason": "Which pumps?"})
    db.session.expire_all()
    assert profile.state is ProfileState.DECLINED and profile.brand == ""
    office.post(f"{address}accept")
    db.session.expire_all()
    assert (profile.state, profile.brand, profile.proposed) == (ProfileState.REVIEWED, "Old", {})
    office.post(f"{address}edit", data={"brand": "New"})
    db.session.expire_all()
    assert profile.brand == "New"


def test_keepers_are_removed_and_links_replaced_by_the_office(event, office, visitor, profile, keeper):
    old, address = page_of(keeper), office_page(event, f"profiles/{profile.organization_id}/")
    assert "l***@example.com" in office.get(address).text or "li@example.com" not in office.get(address).text
    office.post(f"{address}links", data={"telling": "now"})
    assert visitor.get(old).status_code == 404 and len(letters("link_again")) == 1
    office.post(f"{address}keepers/{keeper.id}/remove")
    assert db.session.query(ProfileKeeper).count() == 0


def test_nothing_of_a_foreign_event_is_reached(event, office):
    foreign = make_event()
    profile = make_profile()
    listing, keeper = make_listing(foreign, profile.organization), make_keeper(profile, foreign)
    for rest in (
        f"{listing.id}/",
        f"{listing.id}/edit",
        f"{listing.id}/files/x",
        f"profiles/{profile.organization_id}/",
    ):
        assert office.get(office_page(event, rest)).status_code == 404, rest
        assert office.get(office_page(foreign, rest)).status_code == 404, rest
    for rest in ("publish", "decline", "back", "edit", "withdraw", "delete", "files"):
        assert office.post(office_page(event, f"{listing.id}/{rest}"), data=TYPED).status_code == 404, rest
    for rest in ("accept", "decline", "edit", "links", f"keepers/{keeper.id}/remove"):
        assert (
            office.post(office_page(event, f"profiles/{profile.organization_id}/{rest}"), data={}).status_code == 404
        ), rest


def test_settings_change_what_is_collected_and_how_the_sides_are_called(event, office, visitor, keeper):
    form = {
        "is_collecting": "1", "is_moderated": "1", "reviewer": "organizers", "kinds": ["rnd", "fund"], "supply_name_en": "Exhibitor",
        "demand_name_en": "Buyer",
    }  # fmt: skip
    assert office.post(office_page(event, "settings"), data=form).status_code == 303
    page = visitor.get(page_of(keeper, f"events/{event.slug}/new")).text
    assert "Buyer" in page and 'value="rnd"' in page and 'value="product"' not in page
    assert visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=TYPED).status_code == 422
    office.post(office_page(event, "settings"), data=form | {"is_collecting": ""})
    assert visitor.get(page_of(keeper, f"events/{event.slug}/new")).status_code in (200, 404)
    entry = db.session.query(AuditEntry).filter_by(action="listing_settings_set").first()
    assert entry.changes["kinds"] == ["", "rnd,fund"]


def test_the_deadline_moves_with_the_event(event):
    closes_at = clock.now() + timedelta(days=3)
    keep(ListingSettings(event_id=event.id, closes_at=closes_at))
    do(services.move_deadline, event, lambda at: at + timedelta(days=7))
    db.session.expire_all()
    assert services.settings_of(event).closes_at == closes_at + timedelta(days=7)


def test_pictures_are_drawn_anew_and_other_files_refused(event, office, visitor, company, keeper):
    made = make_listing(event, company)
    picture = io.BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    address = office_page(event, f"{made.id}/files")
    for name, content in (("a.exe", b"MZ\0\0"), ("a.txt", b"plain"), ("a.pdf", b"")):
        assert office.post(address, data={"file": (io.BytesIO(content), name)}).status_code == 422, name
    assert office.post(address, data={"file": (io.BytesIO(picture.getvalue()), "photo.png")}).status_code == 303
    [file] = db.session.query(ListingFile).all()
    answer = office.get(office_page(event, f"{made.id}/files/{file.key}"))
    assert answer.status_code == 200 and answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert visitor.get(page_of(keeper, f"listings/{made.id}/files/{file.key}")).status_code == 200
    office.post(office_page(event, f"{made.id}/files/{file.key}/delete"))
    assert db.session.query(ListingFile).count() == 0


def test_last_days_end_and_the_laws_hold(event, company):
    today = clock.now().date()
    over = make_listing(event, company, valid_until=today - timedelta(days=1))
    make_listing(event, company, valid_until=today)
    assert services.expire_over(at=clock.now()) == 1
    db.session.commit()
    assert [one.id for one in listings(state=ListingState.EXPIRED)] == [over.id]
    assert LAWS["listings"]() == []
    keep(NearListing(listing_id=listings()[0].id, other_id=listings()[1].id, likeness=90))
    keep(make_listing(event, company, details={"strange": 1}, state=ListingState.DECLINED))
    assert len(LAWS["listings"]()) == 3


def test_keepers_who_do_nothing_for_three_years_are_forgotten(event, company, keeper):
    made = make_listing(event, company, keeper_id=keeper.id)
    later = clock.now() + timedelta(days=36 * 31)
    assert periods.PERIODS[0].list_due(clock.now()) == []
    assert [due.n for due in periods.PERIODS[0].list_due(later)] == [1]
    assert periods.delete_idle(later, 10) == 1
    db.session.commit()
    assert db.session.query(ProfileKeeper).count() == 0 and listings()[0].id == made.id


def test_many_are_entered_in_a_few_statements(event, company):
    drafts = [ListingDraft(Side.SUPPLY, {"zh": f"第{n}号产品"}, {"zh": f"第{n}号产品的说明"}) for n in range(40)]
    with count_statements() as asked:
        do(services.enter_many, event, [(company, draft) for draft in drafts], source=ListingSource.IMPORT)
    assert len(listings()) == 40 and len([one for one in asked if not one.startswith("INSERT")]) <= 12


def test_who_only_looks_on_or_checks_in_reads_none_of_it(sign_in, event):
    for role in (TeamRole.VIEWER, TeamRole.CHECK_IN):
        browser = sign_in(make_member(event, role))
        assert browser.get(office_page(event)).status_code == 403
        assert "Supply and demand" not in browser.get(f"/manage/events/{event.slug}/").text


def test_an_organization_has_so_many_listings_at_most(event, company):
    from eventmgr.ground.errors import Refusal

    drafts = [ListingDraft(Side.SUPPLY, {"zh": "产品"}, {"zh": "说明"})] * 201
    with pytest.raises(Refusal):
        do(services.enter_many, event, [(company, draft) for draft in drafts], source=ListingSource.IMPORT)
    db.session.rollback()
    assert db.session.query(Listing).count() == 0 and act().at == clock.now()


def test_a_copy_of_the_event_collects_as_it_did_and_has_no_listings(event, company):
    make_listing(event, company)
    wanted = services.Settings(
        is_moderated=False, reviewer=Reviewer.LIAISONS, moderates_profiles=True, closes_at=clock.now(),
        kinds=(ListingKind.RND, ListingKind.FUND), supply_name={"zh": "能力"},
    )  # fmt: skip
    do(services.set_settings, event, wanted)
    with transaction():
        copy = clone(event, make_admin(), days=364, act=act())
    assert services.settings_of(copy) == replace(wanted, closes_at=clock.now() + timedelta(days=364))
    assert listings(event_id=copy.id) == []


def test_a_copy_of_an_event_without_settings_has_none(event):
    with transaction():
        copy = clone(event, make_admin(), days=364, act=act())
    assert db.session.get(ListingSettings, copy.id) is None and services.settings_of(copy).is_collecting


def test_a_registered_organization_is_invited_without_typing_anybody_again(event, office, company):
    make_registration(event, organization_id=company.id, name="李强", email="Li@Example.com", language="en")
    chosen = office.get(office_page(event, f"invite?organization={company.id}")).text
    assert "Li@Example.com" in chosen and "李强" in chosen
    office.post(office_page(event, "invite"), data={"registered": str(company.id), "language": "en"})
    [letter] = letters("invited")
    assert letter.to_address == "li@example.com"


def test_all_registered_organizations_without_listings_are_asked_at_once_each_by_a_link_of_its_own(
    event, office, visitor, company
):
    with together():
        make_registration(event, organization_id=company.id, status=Status.PENDING, email="late@example.com")
        first = make_registration(event, organization_id=company.id, email="first@example.com")
        kept = make_profile(make_organization("湖南样例电机有限公司"))
        make_keeper(kept, None, email="keeper@example.com")
        make_registration(event, organization_id=kept.organization_id, email="other@example.com")
        lists = make_organization("湖南样例轴承有限公司")
        make_registration(event, organization_id=lists.id)
        make_listing(event, lists, state=ListingState.SUBMITTED)
        make_registration(event, organization_id=make_organization("湖南样例齿轮有限公司").id, email="")
        make_registration(event, status=Status.WITHDRAWN, organization_id=make_organization("样例一").id)
    assert "Ask 2 organizations without listings" in office.get(office_page(event)).text
    asked = office.post(office_page(event, "ask"), data={"telling": ""})
    assert asked.status_code == 200 and letters() == []
    office.post(office_page(event, "ask"), data={"telling": "now"})
    written = {letter.to_address: letter for letter in letters("invited")}
    assert set(written) == {"first@example.com", "keeper@example.com"}
    assert address_in(written[first.email]) == f"/companies/{my_token(first)}/"
    for letter in written.values():
        assert visitor.get(address_in(letter)).status_code == 200
