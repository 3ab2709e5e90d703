"""Organizers' pages of events: new, overview, states, copy, preview."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from eventmgr.event.events.models import Event, EventKind, EventStatus
from eventmgr.event.events.queries import find_event
from eventmgr.event.events.setup.agenda_skeleton import skeleton
from eventmgr.event.events.setup.readiness import missing
from eventmgr.ground.db import db
from eventmgr.identity.team.queries import find_role
from eventmgr.identity.team.roles import TeamRole
from tests.event.events.manage import ready_draft
from tests.factories import NOON, make_admin, make_event, make_member, make_user

NEW = {
    "title_zh": "智能制造研讨会",
    "title_en": "Smart Manufacturing Seminar",
    "summary_zh": "交流经验",
    "summary_en": "Exchange",
    "timezone": "Asia/Shanghai",
    "starts_at": "2026-05-13T08:30",
    "ends_at": "2026-05-14T17:00",
    "province_code": "310000",
    "city_zh": "上海",
    "city_en": "Shanghai",
    "venue_zh": "会议中心",
    "venue_en": "Centre",
    "host_zh": "办公室",
    "host_en": "Office",
    "capacity": "130",
    "contact_name": "王敏",
    "phone": "154 0000 0001",
    "email": "",
}


def text_of(response) -> str:
    return response.get_data(as_text=True)


def test_from_nothing_to_a_published_seminar_with_agenda_in_three_forms(client, sign_in, frozen):
    sign_in(make_user(may_create_events=True))
    kinds = text_of(client.get("/manage/events/new"))
    form = client.get("/manage/events/new?kind=seminar")
    made = client.post("/manage/events/new?kind=seminar", data=NEW)
    slug = urlsplit(made.location).path.split("/")[3]
    overview = text_of(client.get(made.location))
    agenda = text_of(client.get(f"/manage/events/{slug}/agenda/"))
    published = client.post(f"/manage/events/{slug}/publish")
    page = client.get(f"/events/{slug}/")
    assert ("kind=seminar" in kinds, form.status_code, made.status_code) == (True, 200, 303)
    assert slug == "smart-manufacturing-seminar-2026"
    assert "可以发布" in overview or "can be published" in overview
    assert "开幕、致辞" in agenda
    assert (published.status_code, page.status_code) == (303, 200)
    assert (find_event(slug).status, find_event(slug).kind) == (EventStatus.PUBLISHED, EventKind.SEMINAR)


def test_what_was_typed_stays_when_a_new_event_is_refused(client, sign_in, frozen):
    sign_in(make_admin())
    response = client.post("/manage/events/new?kind=expo", data=NEW | {"ends_at": "2026-05-12T08:30"})
    page = text_of(response)
    assert response.status_code == 409
    assert ("智能制造研讨会" in page, 'value="2026-05-12T08:30"' in page, 'href="#ends_at"' in page) == (True,) * 3
    assert db.session.query(Event).count() == 0


@pytest.mark.parametrize(
    ("changed", "target"),
    [
        ({"title_zh": "", "title_en": ""}, "title_zh"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"starts_at": "0001-01-01T00:00"}, "starts_at"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"province_code": "999999"}, "province_code"),
        ({"capacity": "-1"}, "capacity"),
        ({"capacity": str(2**63)}, "capacity"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_a_wrong_value_is_named_at_its_field_and_no_event_is_made(client, sign_in, frozen, changed, target):
    sign_in(make_admin())
    response = client.post("/manage/events/new?kind=seminar", data=NEW | changed)
    assert (response.status_code, f'href="#{target}"' in text_of(response)) == (422, True)
    assert db.session.query(Event).count() == 0


def page_of_new(client, kind="seminar", **changed):
    """The page of a new event after its agenda was asked for, with what was typed."""
    return client.post(f"/manage/events/new?kind={kind}", data=NEW | {"show_agenda": "1"} | changed)


def test_the_agenda_is_shown_in_the_typed_hours_before_anything_is_made(client, sign_in, frozen):
    sign_in(make_admin())
    answer = page_of_new(client, starts_at="2026-05-13T09:00", ends_at="2026-05-13T17:00")
    page = text_of(answer)

    assert (answer.status_code, db.session.query(Event).count()) == (200, 0)
    assert "09:20</span> 工作报告" in page and "16:30</span> 小结讲话" in page
    assert "7 个环节因时间未列入：晚餐、省际交流（二）" in page
    assert 'value="2026-05-13T09:00"' in page and "智能制造研讨会" in page


def test_times_that_are_none_show_no_agenda_and_say_what_is_wrong(client, sign_in, frozen):
    sign_in(make_admin())
    wrong = page_of_new(client, starts_at="tomorrow")
    backwards = page_of_new(client, ends_at="2026-05-12T08:30")

    for answer in (wrong, backwards):
        assert "填写开始时间和更晚的结束时间" in text_of(answer)
    assert (wrong.status_code, backwards.status_code, db.session.query(Event).count()) == (422, 200, 0)


@pytest.mark.parametrize("kind", EventKind)
def test_items_without_time_are_named_before_and_after_the_draft_is_made(client, sign_in, frozen, kind):
    sign_in(make_admin())
    hours = {"starts_at": "2026-05-13T14:00", "ends_at": "2026-05-13T16:00"}
    plan = skeleton(kind, datetime(2026, 5, 13, 6, tzinfo=UTC), datetime(2026, 5, 13, 8, tzinfo=UTC), "Asia/Shanghai")
    said = f"{len(plan.left_out)} 个环节因时间未列入：{'、'.join(title['zh'] for title in plan.left_out)}。"

    before = text_of(page_of_new(client, kind.value, **hours))
    made = client.post(f"/manage/events/new?kind={kind.value}", data=NEW | hours, follow_redirects=True)

    assert plan.left_out and said in before and said in text_of(made)


def test_all_that_publishing_needs_is_marked_and_nothing_else(client, sign_in, frozen):
    """Who fills in what is marked has an event that can be published."""
    user = make_user(may_create_events=True)
    sign_in(user)
    page = text_of(client.get("/manage/events/new?kind=seminar"))
    marked = re.findall(
        r'(?:for="|<legend class="form-label">)([^"<]*)(?:">)?([^<]*) <span class="need">([^<]*)<', page
    )
    words = {(label or name).strip(): need for name, label, need in marked}
    assert words == {
        "标题": "必填，中英文任填一种", "简介": "发布前必填，中英文任填一种", "开始": "必填", "结束": "必填", "时区": "必填",
        "省（区、市）": "发布前必填", "场地": "发布前必填，中英文任填一种", "主办单位": "发布前必填，中英文任填一种",
        "联系人": "发布前必填", "电话": "发布前必填其一", "电子邮箱": "发布前必填其一",
    }  # fmt: skip
    least = {"title_zh": "研讨会", "venue_zh": "待定", "host_zh": "协会", "province_code": "310000"}
    least |= {"summary_zh": "报告", "contact_name": user.name, "email": user.email}
    times = {name: NEW[name] for name in ("starts_at", "ends_at", "timezone")}
    client.post("/manage/events/new?kind=seminar", data=least | times)
    event = db.session.query(Event).one()
    assert missing(event, at=NOON) == []
    assert page.index("地点") > page.index('name="capacity"') > page.index("时间与名额")


def test_what_is_known_is_filled_in_from_the_kind_the_account_and_its_last_event(client, sign_in, frozen):
    user = make_user(may_create_events=True, unit_code="420000")
    sign_in(user)
    first = text_of(client.get("/manage/events/new?kind=training"))
    client.post("/manage/events/new?kind=seminar", data=NEW)
    then = text_of(client.get("/manage/events/new?kind=training"))

    assert "授课、练习与测试。" in first and "Lessons, practice" in first
    chosen = r'<option (?:selected value="(\d+)"|value="(\d+)" selected)'
    assert "420000" in str(re.findall(chosen, first)) and f'value="{user.email}"' in first
    assert "310000" in str(re.findall(chosen, then)) and 'value="办公室"' in then and "154 0000 0001" in then
    assert "会议中心" not in then


def test_who_may_not_create_events_is_told_so(client, sign_in):
    sign_in(make_user())
    assert client.get("/manage/events/new").status_code == 403
    assert client.post("/manage/events/new?kind=seminar", data=NEW).status_code == 403
    assert db.session.query(Event).count() == 0


def test_an_unknown_kind_is_named(client, sign_in):
    sign_in(make_admin())
    response = client.get("/manage/events/new?kind=party")
    assert (response.status_code, "party" in text_of(response)) == (400, True)


def test_my_events_filters_and_pages(client, sign_in, frozen):
    sign_in(make_admin())
    for number in range(55):
        make_event(title={"zh": f"第{number}场"}, starts_at=NOON + timedelta(days=number), search_text=f"第{number}场")
    make_event(title={"zh": "草稿一"}, status=EventStatus.DRAFT, kind=EventKind.EXPO)
    first = text_of(client.get("/manage/"))
    drafts = text_of(client.get("/manage/?status=draft&kind=expo"))
    found = text_of(client.get("/manage/?q=第54场"))
    none = text_of(client.get("/manage/?q=nothing"))
    assert (first.count("/manage/events/seminar-"), 'rel="next"' in first) == (
        51,
        True,
    )  # the nearest also stands above
    assert ("草稿一" in drafts, "第1场" in drafts) == (True, False)
    assert ("第54场" in found, "第53场" in found, "第54场" in none) == (True, False, False)
    assert client.get("/manage/?cursor=nonsense").status_code == 400
    assert client.get("/manage/?status=asleep").status_code == 400


def test_the_overview_names_what_is_missing_with_links(client, sign_in, frozen):
    sign_in(make_admin())
    event = make_event(status=EventStatus.DRAFT)
    page = text_of(client.get(f"/manage/events/{event.slug}/"))
    for section in ("facts", "venues", "hosts", "contact"):
        assert f"/manage/events/{event.slug}/settings/{section}/" in page
    refused = client.post(f"/manage/events/{event.slug}/publish")
    db.session.expire_all()
    assert (refused.status_code, event.status) == (409, EventStatus.DRAFT)


def test_a_draft_has_a_preview_for_its_team_only(client, sign_in, frozen):
    event = ready_draft(title={"zh": "预览的题目"})
    assert client.get(f"/events/{event.slug}/").status_code == 404
    sign_in(make_member(event, TeamRole.VIEWER))
    preview = client.get(f"/manage/events/{event.slug}/preview/")
    assert (preview.status_code, "预览的题目" in text_of(preview)) == (200, True)


def test_each_act_asks_first_and_then_happens(client, sign_in, frozen):
    event = ready_draft(starts_at=NOON - timedelta(hours=1))
    sign_in(make_admin())
    reason = {"reason_zh": "台风", "reason_en": ""}
    steps = [
        ("publish", {}, EventStatus.PUBLISHED),
        ("postpone", reason | {"starts_at": "", "ends_at": ""}, EventStatus.POSTPONED),
        ("publish", {}, EventStatus.PUBLISHED),
        ("cancel", reason, EventStatus.CANCELLED),
        ("restore", {}, EventStatus.PUBLISHED),
        ("finish", {}, EventStatus.FINISHED),
        ("archive", {}, EventStatus.ARCHIVED),
        ("restore", {}, EventStatus.FINISHED),
    ]
    for verb, typed, status in steps:
        before = find_event(event.slug).status
        assert client.get(f"/manage/events/{event.slug}/{verb}").status_code == 200
        assert find_event(event.slug).status is before
        assert client.post(f"/manage/events/{event.slug}/{verb}", data=typed).status_code == 303
        assert find_event(event.slug).status is status
    cancelled = client.post(f"/manage/events/{event.slug}/cancel", data=reason)
    assert (cancelled.status_code, find_event(event.slug).status) == (409, EventStatus.FINISHED)


def test_cancelling_without_a_reason_is_refused(client, sign_in, frozen):
    event = make_event()
    sign_in(make_admin())
    response = client.post(f"/manage/events/{event.slug}/cancel", data={"reason_zh": " ", "reason_en": ""})
    assert (response.status_code, 'href="#reason_zh"' in text_of(response)) == (422, True)
    assert find_event(event.slug).status is EventStatus.PUBLISHED


def test_a_copy_is_made_from_the_new_first_day(client, sign_in, frozen):
    event = ready_draft(title={"en": "Annual Seminar"})
    owner = make_member(event, TeamRole.OWNER, make_user(may_create_events=True))
    sign_in(owner)
    made = client.post(f"/manage/events/{event.slug}/clone", data={"first_day": "2027-05-19"})
    copy = find_event("annual-seminar-2027")
    assert (made.status_code, copy.starts_at.date()) == (303, date(2027, 5, 19))
    assert find_role(copy.id, owner.id) is TeamRole.OWNER
    far = client.post(f"/manage/events/{event.slug}/clone", data={"first_day": "2099-01-01"})
    assert (far.status_code, db.session.query(Event).count()) == (409, 2)


@pytest.mark.parametrize(
    "path",
    [
        *("", "settings/", "preview/", "team/", "history/", "publish", "postpone", "cancel", "clone"),
        *("settings/facts/", "settings/venues/", "settings/units/", "settings/notices/", "settings/files/"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_takes_at_most_twenty_five_statements(client, sign_in, count_statements, frozen, path, lang):
    event = ready_draft()
    sign_in(make_admin())
    address = f"/manage/events/{event.slug}/{path}?lang={lang}"
    with count_statements() as statements:
        response = client.get(address)
    assert (response.status_code, len(statements) <= 25) == (200, True), (len(statements), statements)
