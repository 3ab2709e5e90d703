"""Who reads what: confidential listings, liaisons and their organizations, and what is near."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.matching.listings import Listing as MatchingListing
from eventmgr.engines.matching.reading import read_listings
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings import panels, queries, services
from eventmgr.matchmaking.listings.access import VISITOR, Reader, is_shown, reader_of
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.matching_values import matching_listing
from eventmgr.matchmaking.listings.models import (
    ListingSettings,
    ListingSource,
    ListingState,
    ProfileState,
    Reviewer,
    ShownTo,
    Side,
)
from eventmgr.matchmaking.listings.near.likeness import NEAR, find_near
from eventmgr.matchmaking.listings.pasting.reading import MOST_ROWS, read_pasted
from eventmgr.tools.taxonomy import topics
from tests.conftest import ROOT
from tests.event.delegations.acting import entered
from tests.factories import (
    keep,
    make_keeper,
    make_liaison,
    make_listing,
    make_organization,
    make_profile,
    make_registration,
)
from tests.matchmaking.listings.acting import TYPED, do, letters, listings, office_page, page_of, unit_page

SAMPLE = ROOT / "eventmgr" / "console" / "sample" / "listings" / "entries.csv"
COPIED = "工厂里的储罐现在靠人工爬上去量液位，我们要求采用防爆型远传测量仪表，并且集中显示。"


@pytest.mark.usefixtures("frozen", "database")
@pytest.mark.parametrize(
    ("shown_to", "seen_by"),
    [(ShownTo.ORGANIZERS, set()), (ShownTo.COMPANIES, {"guest"}), (ShownTo.PARTNERS, {"partner"})],
)
def test_a_confidential_listing_is_shown_to_whom_it_says_alone(event, company, shown_to, seen_by):
    secret = make_listing(event, company, confidential=True, shown_to=shown_to)
    guest, stranger = make_organization("客样例厂"), make_organization("外样例厂")
    make_registration(event, organization_id=guest.id)
    readers = {
        "visitor": VISITOR,
        "stranger": reader_of(event, stranger.id),
        "guest": reader_of(event, guest.id),
        "partner": Reader(organization_id=stranger.id, partners={company.id}),
    }
    assert {name for name, reader in readers.items() if is_shown(secret, reader)} == seen_by
    assert is_shown(secret, reader_of(event, company.id)) and is_shown(secret, Reader(is_office=True))
    public = [one for one in queries.list_published_listings(event.id) if is_shown(one, VISITOR)]
    assert public == []


@pytest.mark.usefixtures("frozen", "database")
def test_nobody_else_reads_what_is_not_published_or_no_longer_valid(event, company):
    for state in ListingState:
        assert is_shown(make_listing(event, company, state=state), VISITOR) is (state is ListingState.PUBLISHED)
    over = make_listing(event, company, valid_until=clock.now().date() - timedelta(days=1))
    assert not is_shown(over, VISITOR) and is_shown(over, reader_of(event, company.id))


@pytest.mark.usefixtures("frozen", "database")
def test_what_is_near_in_another_province_is_shown_to_the_office_and_its_writer_learns_the_province_alone(
    visitor, office, event, keeper
):
    other = make_organization("广东样例化工有限公司", province_code="440000")
    do(
        services.enter, event, other,
        ListingDraft(Side.DEMAND, {"zh": "储罐液位远程集中查看"}, {"zh": "涂料工厂五十多个储罐人工爬罐量液位，要求防爆型远传测量并集中显示。"}, confidential=True),
        source=ListingSource.OWN, state=ListingState.SUBMITTED,
    )  # fmt: skip
    typed = TYPED | {"title_en": "", "text_en": "", "title_zh": "储罐液位远传", "text_zh": COPIED}
    answer = visitor.post(page_of(keeper, f"events/{event.slug}/new"), data=typed)
    page = visitor.get(answer.location).text
    assert "A similar entry exists in Guangdong" in page
    assert "五十多个储罐" not in page and other.name not in page and "储罐液位远程集中查看" not in page
    mine = listings()[-1]
    shown = office.get(office_page(event, f"{mine.id}/")).text
    assert "五十多个储罐" in shown and other.name in shown
    assert "Similar entries" in office.get(office_page(event, "?near=1")).text
    visitor.post(page_of(keeper, f"listings/{mine.id}/edit"), data=TYPED)
    assert queries.list_near(event.id, [mine.id]) == {}


@pytest.mark.usefixtures("frozen", "database")
def test_neither_own_listings_nor_those_of_the_other_side_are_near(event, company):
    text = {"zh": "储罐液位远传"}, {"zh": "涂料工厂五十多个储罐人工爬罐量液位，要求防爆型远传测量并集中显示。"}
    other = make_organization("乙样例厂")
    wanted = [
        (company, ListingDraft(Side.DEMAND, *text)), (company, ListingDraft(Side.DEMAND, *text)),
        (other, ListingDraft(Side.SUPPLY, *text)),
    ]  # fmt: skip
    made = do(services.enter_many, event, wanted, source=ListingSource.IMPORT)
    assert queries.list_near(event.id, [one.id for one in made]) == {}
    more = do(services.enter, event, other, ListingDraft(Side.DEMAND, *text), source=ListingSource.IMPORT)
    near = queries.list_near(event.id, [one.id for one in [*made, more]])
    assert sorted(near) == [made[0].id, made[1].id, more.id] and near[more.id][0][1] == 100
    assert queries.list_near_provinces([more.id]) == {more.id: [""]} or company.province_code == "420000"


def test_no_two_of_the_sample_are_near_and_each_is_near_to_its_own_paraphrase():
    sample = read_listings(SAMPLE.read_bytes())
    belongs = {one.id: number for number, one in enumerate(sample)}
    assert find_near(sample, [], belongs) == []
    for number, one in enumerate(sample):
        text = f"我们公司目前希望{one.text}具体要求可以面谈，数量以合同为准。"
        copy = MatchingListing(id="copy", kind=one.kind, title=one.title, text=text)
        found = find_near([copy], sample, belongs | {"copy": -1})
        assert [near.other for near in found] == [one.id], (number, one.title)
        assert found[0].likeness >= NEAR


@pytest.mark.usefixtures("frozen", "database")
def test_the_matcher_reads_what_was_written_once(event, company):
    made = make_listing(
        event, company, title={"zh": "泵壳", "en": "Housings"}, text={"en": "Iron"}, topic_id="supply_chain",
        sector_codes=["C34", "C35"], chain_words=["铸件"],
    )  # fmt: skip
    value = matching_listing(made)
    assert (value.id, value.kind, value.province, value.sector, value.topic) == (
        str(made.id), "demand", "420000", "C34", "supply_chain",
    )  # fmt: skip
    assert value.words == "泵壳。Iron。铸件"


@pytest.mark.usefixtures("frozen", "database")
def test_a_liaison_reviews_and_invites_for_the_own_delegation_alone(app, event, company, profile):
    make_liaison(event, "420000", link="x" * 22)
    browser = entered(app, "x" * 22)
    mine = make_listing(event, company, state=ListingState.SUBMITTED, published_at=None)
    foreign = make_listing(
        event, make_organization("湘样例厂", province_code="430000"), state=ListingState.SUBMITTED, published_at=None
    )
    home = browser.get(f"/delegations/{event.slug}/420000/").text
    assert f"/delegations/{event.slug}/420000/listings/" in home
    page = browser.get(unit_page(event)).text
    assert page.count("data-row") == 1 and company.name in page and "湘样例厂" not in page
    assert browser.post(unit_page(event, rest=f"{mine.id}/publish")).status_code == 403
    keep(ListingSettings(event_id=event.id, reviewer=Reviewer.LIAISONS))
    make_keeper(profile, event, email="li@example.com")
    assert "to review" in browser.get(f"/delegations/{event.slug}/420000/").text
    for rest in ("publish", "decline"):
        assert browser.post(unit_page(event, rest=f"{foreign.id}/{rest}"), data={"reason": "x"}).status_code == 404
    assert browser.get(unit_page(event, rest=f"{foreign.id}/")).status_code == 404
    browser.post(unit_page(event, rest=f"{mine.id}/publish"))
    assert [one.id for one in listings(state=ListingState.PUBLISHED)] == [mine.id] and len(letters("published")) == 1
    browser.post(unit_page(event, rest=f"{mine.id}/decline"), data={"reason": "Not now"})
    assert listings()[0].state is ListingState.DECLINED
    assert browser.get(unit_page(event, "430000")).status_code == 404


@pytest.mark.usefixtures("frozen", "database")
def test_a_liaison_invites_enters_and_reviews_profiles(app, event, company, profile):
    make_liaison(event, "420000", link="y" * 22)
    browser, other = entered(app, "y" * 22), make_profile(make_organization("湘样例厂", province_code="430000"))
    make_registration(event, organization_id=company.id, unit_code="420000")
    assert company.name in browser.get(unit_page(event)).text
    form = {"name": "李强", "email": "li@example.com", "language": "en"}
    assert browser.post(unit_page(event, rest="invite"), data=form | {"organization": "湘样例厂"}).status_code in (
        409,
        422,
    )
    assert browser.post(unit_page(event, rest="invite"), data=form | {"registered": str(company.id)}).status_code == 303
    assert [letter.to_address for letter in letters("invited")] == ["li@example.com"]
    browser.post(unit_page(event, rest="new"), data=TYPED | {"organization": "鄂新样例厂"})
    [made] = listings()
    assert (made.state, made.source, made.organization.province_code) == (
        ListingState.SUBMITTED, ListingSource.LIAISON, "420000",
    )  # fmt: skip
    assert browser.get(unit_page(event, rest=f"profiles/{other.organization_id}/")).status_code == 404
    address = unit_page(event, rest=f"profiles/{company.id}/")
    assert browser.get(address).status_code == 200
    assert browser.post(f"{address}decline", data={"reason": "x"}).status_code == 409
    browser.post(f"{address}accept")
    db.session.expire_all()
    assert (profile.state, profile.reviewed_by) == (ProfileState.REVIEWED, "湖北省")


@pytest.mark.usefixtures("frozen", "database")
def test_what_is_held_of_a_keeper_is_in_the_copy_of_whoever_registered_with_the_address(event, company, keeper):
    registration = make_registration(event, email="LI@example.com")
    [held] = panels.held_of(registration.id)
    assert (held["organization"], held["email"]) == (company.name, "li@example.com")
    assert panels.held_of(make_registration(event).id) == []


def test_paragraphs_and_rows_say_the_same():
    rows = read_pasted("供给\t伺服电机\t现货供应\n\n需求\t泵壳\t每月两千件\tMES\n")
    paragraphs = read_pasted("1. 供给：伺服电机\n现货供应\n\n二、需求\n泵壳\n每月两千件")
    assert [(row.side, row.title, row.text) for row in rows] == [(row.side, row.title, row.text) for row in paragraphs]
    assert rows[1].topic_id == "mes" and not any(row.problems for row in [*rows, *paragraphs])


_CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\t\n\r"), max_size=30)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read_or_says_why(pasted):
    for row in read_pasted(pasted):
        assert row.problems or (row.side and row.title and row.text)
        assert all(str(problem) for problem in row.problems)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["供给", "需求", "supply", "DEMAND"]), st.integers(1, 999), _CELL),
        min_size=1,
        max_size=20,
    )
)
def test_rows_come_in_their_order_with_their_side(rows):
    pasted = "\n".join(f"{side}\t标题{number}\t说明{text}" for side, number, text in rows)
    read = read_pasted(pasted)
    assert [row.number for row in read] == list(range(1, len(rows) + 1))
    assert [row.title for row in read] == [f"标题{number}" for _side, number, _text in rows]
    supply = {"供给", "supply"}
    assert [row.side for row in read] == [Side.SUPPLY if side in supply else Side.DEMAND for side, _n, _t in rows]


def test_too_many_rows_say_so_and_every_topic_can_be_named():
    read = read_pasted("\n".join("供给\t标题\t说明" for _n in range(MOST_ROWS + 5)))
    assert len(read) == MOST_ROWS + 1 and read[-1].problems
    for topic in topics():
        assert read_pasted(f"供给\ta\tb\t{topic.name_zh}")[0].topic_id == topic.id
