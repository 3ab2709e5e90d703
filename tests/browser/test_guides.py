"""Six people who know nothing but their guide and have no mouse: each does what it says, step by step, by keyboard alone, and has
what they came for.

The pictures of the guides show the menus of today.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.services.opening import new_link
from eventmgr.event.events.models import Approval, Event
from eventmgr.event.quotas.models import Status
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.tools.log.services import SYSTEM, Act
from tests.browser.guide_steps import find, follow
from tests.browser.keys import put
from tests.browser.looking import faults_of
from tests.browser.pages import Scales, first_event
from tests.browser.site import Site
from tests.conftest import script
from tests.factories import make_event, make_registration

WALKED = pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
SEMINAR = "/manage/events/shanghai-seminar/"
PERSON = {
    "姓名": "顾明远", "Name": "顾明远", "单位全称": "六路样例仪表有限公司", "Organization": "六路样例仪表有限公司",
    "手机号码": "15400066601", "Mobile number": "15400066602",
}  # fmt: skip


def fill_what_is_required(page: Page) -> None:
    """What else the page marks: the first choice, or any word."""
    for field in page.locator("main :is(input, select)[required]:visible").all():
        options = [one.get_attribute("value") or "" for one in field.locator("option").all()]
        if field.get_attribute("type") in ("text", None) and not field.input_value():
            put(field, options[1] if options else "样例")


@WALKED
def test_a_participant_registers(new_page: Callable[..., Page], width: int, language: str):
    page = new_page(width=width, language=language)
    page.goto(first_event(page))

    follow(page, "register", language, entries=PERSON, before={3: fill_what_is_required})

    assert urlsplit(page.url).path.startswith("/my/")
    expect(page.locator("[data-status]").first).to_be_visible()


@WALKED
def test_an_organizer_of_sixty_makes_an_event_and_takes_in_a_list(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], width: int, language: str
):
    page = sign_in(new_page(width=width, language=language))
    page.goto("/manage/")
    day = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    facts = {
        "标题": "仪器仪表研讨会", "Title": "Instruments Seminar", "简介": "一天，一个会场。", "Summary": "One day, one hall.",
        "开始": f"{day}T09:00", "Begins": f"{day}T09:00", "结束": f"{day}T17:00", "Ends": f"{day}T17:00",
        "省（区、市）": "310000", "Province/region": "310000", "场地": "样例会议中心", "Venue": "Sample Centre",
        "主办单位": "样例协会", "Hosted by": "Sample Association", "电话": "021-55550000", "Phone": "021-55550000",
        "电子邮箱": "office@example.com", "E-mail": "office@example.com",
    }  # fmt: skip
    follow(page, "new-event", language, entries=facts)
    event = urlsplit(page.url).path
    expect(page.get_by_role("link", name={"zh": "公开页面", "en": "Public page"}[language])).to_be_visible()

    rows = "\n".join(
        ["姓名\t单位\t职务\t手机", *(f"来宾{n}\t样例{n}公司\t工程师\t154006601{n:02d}" for n in range(60))]
    )
    follow(page, "import", language, entries={"或者在此粘贴表格内容": rows, "Or paste the rows here": rows})
    page.get_by_role("link", name={"zh": "撤销这次导入", "en": "Undo this import"}[language]).wait_for(timeout=60_000)
    page.goto(f"{event}registrations/")
    assert page.locator("main dd a[href$='?held=1']").inner_text() == "60"


@WALKED
def test_an_organizer_confirms_all_who_are_pending(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], site: Site, width: int, language: str
):
    with site.inside().app_context(), transaction():
        event = make_event(
            starts_at=clock.now() + timedelta(days=400), approval=Approval.REVIEW, slug=f"sixty-to-review-{language}"
        )
        for _number in range(12):
            make_registration(event, status=Status.PENDING)
    page = sign_in(new_page(width=width, language=language))
    page.goto(f"/manage/events/sixty-to-review-{language}/")

    follow(page, "review", language)

    page.goto(f"/manage/events/sixty-to-review-{language}/registrations/?status=confirmed")
    assert page.locator("main [name=ids]").count() == 12


@WALKED
def test_a_liaison_completes_a_list(new_page: Callable[..., Page], site: Site, width: int, language: str):
    with site.inside().app_context(), transaction():
        unit = {"zh": "410000", "en": "430000"}[language]
        found = select(Liaison).join(Event, Event.id == Liaison.event_id)
        liaison = db.session.scalars(found.where(Event.slug == "shanghai-seminar", Liaison.unit_code == unit)).first()
        assert liaison is not None
        event = db.session.get_one(Event, liaison.event_id)
        link = new_link(event, liaison, act=Act(SYSTEM, clock.now()))
    page = new_page(width=width, language=language)
    page.goto(f"/delegations/link/{link}/")

    colleague = {**PERSON, "手机号码": "15400066603", "Mobile number": "15400066604"}
    follow(page, "delegation", language, entries=colleague, before={4: lambda _page: None})

    expect(
        page.get_by_role("button", name={"zh": "名单尚未报齐", "en": "It is not complete yet"}[language])
    ).to_be_visible()


@WALKED
def test_a_company_asks_for_a_meeting(new_page: Callable[..., Page], site: Site, width: int, language: str):
    with site.inside().app_context():
        asked = select(func.count()).where(
            PartyRepresentative.party_id.in_([MeetingRequest.first_id, MeetingRequest.second_id])
        )
        least = select(PartyRepresentative).order_by(asked.scalar_subquery(), PartyRepresentative.id)
        least = least.join(MeetingParty).join(Event).where(Event.slug == "wuhan-matchmaking")
        company = db.session.scalars(least).first()
        assert company is not None
        link = f"/meetings/{link_token(company)}/"
    page = new_page(width=width, language=language)
    page.goto(link)

    follow(page, "company", language)

    expect(page.locator("main h1")).to_have_text({"zh": "发出的申请", "en": "Requests sent"}[language])


@WALKED
def test_a_volunteer_checks_somebody_in(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], site: Site, width: int, language: str
):
    with site.inside().app_context(), transaction():
        event = make_event(starts_at=clock.now(), slug=f"arriving-today-{language}")
        name = make_registration(event).name
    page = sign_in(new_page(width=width, language=language))
    page.goto(f"/manage/events/arriving-today-{language}/")

    follow(
        page, "check-in", language, entries={"签到码、姓名或手机号后四位": name, "Code, name or last four digits": name}
    )

    expect(find(page, {"zh": "签到", "en": "Mark as arrived"}[language])).to_be_visible()


@WALKED
def test_a_head_reads_one_page(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], width: int, language: str
):
    page = sign_in(new_page(width=width, language=language))
    page.goto(SEMINAR)

    follow(page, "head", language)

    expect(page.locator("main h1")).to_have_text({"zh": "统计", "en": "Statistics"}[language])


def test_a_guide_is_whole_and_small_on_first_load(new_page: Callable[..., Page]):
    faults = []
    for width, language in ((1280, "zh"), (360, "en")):
        page = new_page(width=width, language=language, again=False)
        faults += Scales(page).faults_of("/guide/review") + faults_of(page, language, width)

    assert faults == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_menus_of_the_pictures_are_those_of_today(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], language: str
):
    pictures = script("pictures")
    shown = json.loads(pictures.MENUS.read_text("utf-8"))[language]
    page = sign_in(new_page(language=language))

    assert {event: pictures.menu_of(page, event) for event in shown} == shown, (
        "python scripts/pictures.py takes them anew"
    )
