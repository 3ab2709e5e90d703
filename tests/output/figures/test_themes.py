"""Sessions, listings and cases by topic, track, theme and province × sector; nobody and nothing is guessed (S0.5, S3.6, S3.7, S6.12)."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.events.models import Track
from eventmgr.event.quotas.models import Status
from eventmgr.exchange.cases.models import CaseState, CaseTrack
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings.models import ListingState, Side
from eventmgr.output.figures.tables.choosing import SIDES, Choices
from eventmgr.output.figures.tables.gathering import gather
from eventmgr.output.figures.tables.shares import SmeShare, share_of_smes
from eventmgr.tools.taxonomy.sizes import SizeClass
from tests.exchange.cases.factories import make_adoption, make_case
from tests.exchange.investment.factories import make_enquiry, make_offer
from tests.factories import (
    NOON,
    keep,
    make_admin,
    make_event,
    make_item,
    make_listing,
    make_member,
    make_organization,
    make_registration,
)
from tests.matchmaking.factories import make_matchmaking, make_meeting, make_party, make_request, slots_at
from tests.matchmaking.outcomes.deals import make_deal
from tests.output.papers.samples import text_of

pytestmark = pytest.mark.usefixtures("frozen", "database")


def table(choices: Choices, **more):
    return gather(make_admin(), choices, "zh", at=NOON, **more).table


def lines(found) -> dict[str, int]:
    return dict(zip(found.rows, found.row_sums, strict=True))


def test_sessions_stand_by_the_topic_and_track_that_they_name_and_breaks_in_neither():
    event = make_event()
    track = keep(Track(event_id=event.id, name={"zh": "强基础", "en": "Foundations"}))
    make_item(event, topic_id="mes", track_id=track.id)
    make_item(event, topic_id="mes")
    make_item(event)
    make_item(event, kind=ItemKind.BREAK, topic_id="robot")

    assert lines(table(Choices("sessions", "topic", ""))) == {"mes": 2, "": 1}
    assert lines(table(Choices("sessions", "track", ""))) == {"强基础": 1, "": 2}


def test_a_case_of_two_sectors_stands_in_both_and_counts_once_in_every_sum():
    make_case(sector_codes=["C36", "C38"], topic_ids=["mes", "robot"], track=CaseTrack.HIGH_END)
    other = make_organization("乙厂")
    make_case(other, sector_codes=["C36"], topic_ids=[], province_code="310000")
    make_case(other, state=CaseState.DRAFT)

    found = table(Choices("cases", "province", "sector"))

    assert (found.rows, found.columns, found.cells) == (("310000", "320000"), ("C36", "C38"), ((1, 0), (1, 1)))
    assert (found.row_sums, found.column_sums, found.total) == ((1, 1), (2, 1), 2)
    assert lines(table(Choices("cases", "topic", ""))) == {"mes": 1, "robot": 1, "": 1}
    assert lines(table(Choices("cases", "track", ""))) == {"争高端": 1, "": 1}
    assert lines(table(Choices("cases", "province", "", (("theme", "home_appliance"),)))) == {"320000": 1}


def test_adoptions_count_in_the_year_in_which_they_were_accepted_and_where_they_were_made():
    case = make_case()
    make_adoption(case)
    make_adoption(case, decided_at=NOON.replace(year=2025), province_code="420000")
    make_adoption(case, state="reported")

    assert lines(table(Choices("adopted", "year", ""))) == {"2025": 1, "2026": 1}
    assert lines(table(Choices("adopted", "province", "", (("year", "2025"),)))) == {"420000": 1}


def test_listings_that_everybody_reads_or_read_count_and_an_event_without_them_contributes_nothing():
    event, without = make_event(), make_event()
    body = make_organization("甲厂", province_code="310000")
    make_listing(event, body, side=Side.SUPPLY, sector_codes=["C36"], topic_id="mes", state=ListingState.PUBLISHED)
    make_listing(event, body, side=Side.SUPPLY, sector_codes=["C36"], state=ListingState.EXPIRED)
    make_listing(event, body, side=Side.SUPPLY, state=ListingState.DRAFT)
    make_listing(event, body, side=Side.SUPPLY, topic_id="mes", confidential=True, state=ListingState.PUBLISHED)
    make_listing(event, body, side=Side.DEMAND, sector_codes=["C39"], state=ListingState.PUBLISHED)
    make_listing(without, body, side=Side.SUPPLY, sector_codes=["C36"], state=ListingState.PUBLISHED)
    without.features = [name for name in without.features if name != "listings"]
    keep(without)

    assert lines(table(Choices("supply", "topic", ""))) == {"mes": 1, "": 1}
    assert table(Choices("demand", "province", "sector")).cells == ((1,),)
    assert table(Choices("supply", "province", "sector")).total == 2


def test_people_of_an_event_without_delegations_check_in_or_groups_are_not_told_apart_by_them():
    event, off = make_event(), make_event()
    for one in (event, off):
        make_registration(one, unit_code="310000", province_code="310000", status=Status.ATTENDED)
    off.features = [name for name in off.features if name not in ("delegations", "checkin")]
    keep(off)

    assert lines(table(Choices("expected", "unit", ""))) == {"310000": 1, "": 1}
    assert table(Choices("attended", "province", "")).total == 1
    assert table(Choices("expected", "province", SIDES, (("unit", "310000"),))).column_sums[1] == 1


def test_the_share_of_smes_is_of_those_whose_size_is_stated_and_says_how_many_are_not():
    event = make_event()
    for number, size in enumerate((SizeClass.LARGE, SizeClass.SMALL, SizeClass.MICRO, None)):
        body = make_organization(f"样例{number}厂", size_class=size)
        make_registration(event, organization_id=body.id, status=Status.CONFIRMED)
    make_registration(event, status=Status.CONFIRMED)

    view = gather(make_admin(), Choices("expected", "size", ""), "zh", at=NOON)

    assert share_of_smes(view) == SmeShare(part=2, known=3, unstated=2)
    assert gather(make_admin(), Choices("expected", "province", ""), "zh", at=NOON).table.total == 5


def test_the_pages_offer_the_measures_one_select_says_which_and_the_workbook_says_the_same(client, sign_in):
    event = make_event()
    make_case(sector_codes=["C36", "C38"])
    sign_in(make_admin())

    page = client.get("/manage/figures/?measure=cases&rows=province&columns=sector").text
    assert "已发布案例" in page
    assert 'name="theme"' in page
    assert 'name="series"' not in page
    book = client.get("/manage/figures/table.xlsx?measure=cases&rows=province&columns=sector").data
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].iter_rows()]
    assert rows[-1][-1] == 1
    assert client.get(f"/manage/events/{event.slug}/figures/?measure=cases").status_code == 400
    assert client.get(f"/manage/events/{event.slug}/figures/?measure=sessions&rows=topic&columns=-").status_code == 200
    assert client.get("/manage/figures/?measure=cases&rows=province&columns=-&series=x").status_code == 422
    assert client.get("/manage/figures/?measure=expected&rows=province&theme=automotive").status_code == 200


def test_the_report_of_the_year_has_topics_tracks_cases_and_what_was_adopted(client, sign_in):
    event = make_event()
    make_item(event, topic_id="mes")
    make_adoption(make_case(track=CaseTrack.HIGH_END))
    sign_in(make_admin())

    paper = text_of(client.get("/manage/figures/year.pdf?year=2026").data).replace("\n", "")

    assert [word in paper for word in ("主题、板块与案例", "案例借鉴", "争高端", "已发布案例")] == [True] * 4


def test_people_of_an_event_without_delegations_come_from_provinces_alone(client, sign_in):
    event = make_event()
    make_registration(event, unit_code="310000", province_code="310000", status=Status.CONFIRMED)
    event.features = [name for name in event.features if name != "delegations"]
    keep(event)
    sign_in(make_admin())

    page = client.get(f"/manage/events/{event.slug}/figures/").text

    assert page.count('data-figure="figures_provinces"') == 1
    assert "figures_delegations" not in page


def test_a_deal_stands_by_the_topic_of_the_listings_that_led_to_it_and_by_none_where_they_name_several():
    event = make_matchmaking()
    one, two, three = (make_party(event) for _number in range(3))
    slots = slots_at(event)
    mes, robot = (make_listing(event, topic_id=topic) for topic in ("mes", "robot"))
    secret = make_listing(event, topic_id="mes", confidential=True)
    about = [(one, two, [mes.id]), (one, three, [mes.id, robot.id]), (two, three, [secret.id])]
    for slot, (asker, asked, listing_ids) in zip(slots, about, strict=False):
        meeting = make_meeting(make_request(asker, asked, listing_ids=listing_ids), slot)
        make_deal(event, f"第{meeting.id}项合作").meeting_id = meeting.id
    offered = make_deal(event, "招商项目")
    make_enquiry(make_offer("临样园", topic_id="robot"), deal_id=offered.id)
    make_deal(event, "没有来源的合作")
    db.session.commit()

    assert lines(table(Choices("intentions", "topic", ""))) == {"mes": 1, "robot": 1, "": 3}
    assert table(Choices("intentions", "topic", "", (("topic", "mes"),))).total == 1
    event.features = [name for name in event.features if name != "listings"]
    keep(event)
    assert lines(table(Choices("intentions", "topic", ""))) == {"": 5}


def test_the_page_of_deals_by_topic_says_where_the_topic_is_from(sign_in):
    event = make_event()
    offered = make_deal(event, "招商项目")
    make_enquiry(make_offer("临样园", topic_id="robot"), deal_id=offered.id)

    page = (
        sign_in(make_admin()).get(f"/manage/events/{event.slug}/figures/?measure=intentions&rows=topic&columns=-").text
    )

    assert ("主题取促成合作的供需信息所填主题" in page, "工业机器人" in page or "机器人" in page) == (True, True)


def followed(client, address: str) -> list[tuple[int, int]]:
    """(number, rows of the list that it leads to) of every number of the table."""
    page = client.get(address).text
    marks = re.findall(r'<(a href="[^"]+"|span) data-figure="figures_shared">(\d+)<', page)
    found = []
    for mark, number in marks:
        assert mark != "span", (address, number)
        answer = client.get(html.unescape(mark[8:-1]))
        assert answer.status_code == 200, mark
        found.append((int(number), len(re.findall(r"<tr[^>]* data-row", answer.text))))
    return found


def test_every_number_of_sessions_and_listings_of_an_event_leads_to_its_rows(client, sign_in):
    event = make_event()
    track = keep(Track(event_id=event.id, name={"zh": "强基础", "en": "Foundations"}))
    make_item(event, topic_id="mes", track_id=track.id)
    make_item(event, topic_id="mes", sector_code="C36")
    make_item(event)
    for sectors in (["C36", "C38"], ["C36"], []):
        make_listing(event, side=Side.SUPPLY, sector_codes=sectors, state=ListingState.PUBLISHED)
    make_listing(event, side=Side.SUPPLY, sector_codes=["C36"], confidential=True, state=ListingState.PUBLISHED)
    sign_in(make_admin())
    begin = f"/manage/events/{event.slug}/figures/"

    sessions = followed(client, f"{begin}?measure=sessions&rows=topic&columns=track")
    supply = followed(client, f"{begin}?measure=supply&rows=sector&columns=-")
    theme = followed(client, f"{begin}?measure=supply&rows=sector&columns=-&theme=home_appliance")

    assert sessions == [(1, 1), (1, 1), (2, 2), (1, 1), (1, 1), (1, 1), (2, 2), (3, 3)]
    assert supply == [(2, 2), (1, 1), (1, 1), (3, 3)]
    assert theme and all(number == rows for number, rows in theme)


def test_of_many_events_a_number_of_sessions_leads_first_to_the_events_and_then_to_the_rows(client, sign_in):
    first, second = make_event(), make_event()
    for event in (first, first, second):
        make_item(event, topic_id="mes")
    sign_in(make_admin())

    page = client.get("/manage/figures/?measure=sessions&rows=topic&columns=-").text
    way = html.unescape(re.findall(r'<a href="([^"]+)" data-figure="figures_shared">3<', page)[0])

    assert "rows=event" in way
    assert "topic=mes" in way
    page = client.get(way).text
    ways = re.findall(r'<a href="([^"]+)" data-figure="figures_shared">(\d)<', page)
    assert [
        (int(number), len(re.findall(r"<tr[^>]* data-row", client.get(html.unescape(at)).text)))
        for at, number in ways[:2]
    ] == [(2, 2), (1, 1)]


def test_every_number_of_cases_and_of_their_adoptions_leads_to_its_rows_and_on_to_the_case(client, sign_in):
    case = make_case(sector_codes=["C36", "C38"], topic_ids=["mes"], track=CaseTrack.HIGH_END)
    make_case(make_organization("乙厂"), slug="other", sector_codes=["C36"], topic_ids=[], province_code="310000")
    make_adoption(case)
    sign_in(make_admin())

    cases = followed(client, "/manage/figures/?measure=cases&rows=province&columns=sector")
    tracks = followed(client, "/manage/figures/?measure=cases&rows=track&columns=year")
    adopted = followed(client, "/manage/figures/?measure=adopted&rows=year&columns=-")

    assert cases == [(1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (2, 2), (1, 1), (2, 2)]
    assert tracks and adopted == [(1, 1)] * 2
    assert all(number == rows for number, rows in tracks)
    assert f'href="/cases/{case.slug}/"' in client.get("/manage/figures/rows/?measure=adopted").text


def test_rows_of_cases_are_turned_over_and_an_unknown_measure_is_refused(client, sign_in, monkeypatch):
    monkeypatch.setattr("eventmgr.output.figures.manage.pages.SIZE", 2)
    organization = make_organization("乙厂")
    for number in range(5):
        make_case(organization, slug=f"c{number}", title={"zh": f"案例{number}"})
    sign_in(make_admin())
    seen, way = [], "/manage/figures/rows/?measure=cases"
    while way:
        page = client.get(way).text
        seen += re.findall(r"案例\d", page)
        way = "".join(html.unescape(one) for one in re.findall(r'rel="next" href="([^"]+)"', page))

    assert seen == [f"案例{number}" for number in range(5)]
    assert client.get("/manage/figures/rows/?measure=sessions").status_code == 400


def test_what_an_event_may_not_show_is_no_list_either(client, sign_in):
    event = make_event()
    make_listing(event, side=Side.SUPPLY, state=ListingState.PUBLISHED)
    sign_in(make_member(event, TeamRole.VIEWER))

    assert client.get(f"/manage/events/{event.slug}/figures/rows/?measure=supply").status_code == 403
    assert client.get(f"/manage/events/{event.slug}/figures/rows/?measure=sessions").status_code == 200
