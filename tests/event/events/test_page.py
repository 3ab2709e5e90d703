"""The public page of an event, its notices and files."""

import re
from datetime import date, timedelta

import pytest

from eventmgr.event.agenda.models import Speaker, SpeakerRole
from eventmgr.event.events import services
from eventmgr.event.events.models import (
    Deadline,
    EventSector,
    EventStatus,
    HostBody,
    HostRole,
    InvitedUnit,
    Notice,
    RegionSet,
    Venue,
)
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.events.page import add_file
from tests.factories import NOON, make_event, make_item, make_member, make_registration


def text_of(response) -> str:
    return response.get_data(as_text=True)


def words_of(response) -> str:
    """What is read of a page, without its tags."""
    return " ".join(re.sub("<[^>]+>", "", text_of(response)).split())


def full_event(**values):
    event = make_event(
        slug="seminar",
        title={"zh": "智能制造研讨会", "en": "Smart Manufacturing Seminar"},
        summary={"zh": "交流建设经验", "en": "Exchange of experience"},
        description={"zh": "## 背景\n\n<script>alert(1)</script>"},
        capacity=130,
        contact={"name": "王敏", "phone": "021 0000 0000", "email": "office@example.com"},
        hosts=[
            HostBody(role=HostRole.ORGANIZER, name={"zh": "承办中心"}, position=0),
            HostBody(role=HostRole.HOST, name={"zh": "主办办公室"}, position=1),
        ],
        region_sets=[
            RegionSet(name={"zh": "东部"}, province_codes=["310000"], position=0),
            RegionSet(name={"zh": "中南部"}, province_codes=["420000"], position=1),
        ],
        venues=[Venue(name={"zh": "浦东会议中心"}, address={"zh": "世纪大道1号"}, position=0)],
        deadlines=[Deadline(label={"zh": "发言材料"}, due_at=NOON + timedelta(days=20))],
        units=[InvitedUnit(unit_code="420000"), InvitedUnit(unit_code="310000")],
        sectors=[EventSector(code="C36")],
        notices=[
            Notice(title={"zh": "第一号通知"}, body={"zh": "正文"}, published_on=date(2026, 4, 1)),
            Notice(title={"zh": "以后的通知"}, published_on=date(2026, 4, 2)),
        ],
        agenda_published=True,
        **values,
    )
    make_item(event)
    make_registration(event)
    return event


def test_the_page_says_everything_in_both_languages(client, frozen):
    add_file(full_event())
    zh, en = (text_of(client.get(f"/events/seminar/?lang={lang}")) for lang in ("zh", "en"))
    for words in (
        *("智能制造研讨会", "交流建设经验", "浦东会议中心", "世纪大道1号", "主办办公室", "承办中心", "发言材料"),
        *("第一号通知", "须知", "王敏", "021 0000 0000", "湖北"),
    ):
        assert words in zh
    assert "东部 × 中南部" in " ".join(zh.split())
    assert ("以后的通知" in zh, "alert(1)" in zh, "<script>alert" in zh) == (False, False, False)
    assert ("Smart Manufacturing Seminar" in en, "Wed 13 May 2026" in en) == (True, True)


def test_the_page_takes_at_most_fourteen_statements_whatever_it_holds(client, count_statements, frozen):
    event = full_event()
    with count_statements() as statements:
        first = client.get("/events/seminar/")
    few = len(statements)
    for number in range(5):
        make_item(event)
        make_registration(event, unit_code="420000", province_code="420000", sector_code=f"C{30 + number}")
    client.application.extensions["page_cache"].clear()
    with count_statements() as statements:
        client.get("/events/seminar/")
    assert (first.status_code, few <= 14, len(statements)) == (200, True, few)


@pytest.mark.parametrize(
    ("status", "says"),
    [(EventStatus.CANCELLED, "has been cancelled"), (EventStatus.POSTPONED, "has been postponed")],
)
def test_a_cancelled_or_postponed_event_stays_visible_and_says_why(client, frozen, status, says):
    make_event(slug="seminar", status=status, status_reason={"en": "Typhoon"})
    page = text_of(client.get("/events/seminar/?lang=en"))
    assert (says in page, "Typhoon" in page) == (True, True)


@pytest.mark.parametrize(
    ("status", "shown"), [(EventStatus.PUBLISHED, True), (EventStatus.FINISHED, True), (EventStatus.CANCELLED, False)]
)
def test_places_have_a_unit_and_a_cancelled_event_counts_none(client, frozen, status, shown):
    make_registration(make_event(slug="seminar", status=status, capacity=100))
    zh, en = (words_of(client.get(f"/events/seminar/?lang={lang}")) for lang in ("zh", "en"))

    assert ("1 / 100 个名额" in zh, "1 / 100 places" in en) == (shown, shown)


@pytest.mark.parametrize(
    ("status", "heading"), [(EventStatus.PUBLISHED, "Who is coming"), (EventStatus.FINISHED, "Participation")]
)
def test_who_takes_part_is_told_in_the_tense_of_the_event_and_without_staff(client, frozen, status, heading):
    event = make_event(slug="seminar", status=status)
    for number in range(3):
        make_registration(event, name=f"张{number}", province_code="420000", sector_code="C36")
    page, table = (client.get(f"/events/seminar/{path}?lang=en") for path in ("", "participants/"))

    assert f'<h2 id="who-comes">{heading}</h2>' in text_of(page)
    assert f"<h1>{heading}</h1>" in text_of(table)
    said = ("Confirmed (without staff): 3 people" in words_of(page), "3 people (without staff)" in words_of(table))
    assert said == (True, True)


def test_a_speaker_is_told_as_each_language_tells_it(client, frozen):
    event = make_event(slug="seminar", agenda_published=True)
    chair = Speaker(
        event_id=event.id,
        role=SpeakerRole.CHAIR,
        name={"zh": "任明", "en": "Ren Ming"},
        organization={"zh": "样例办公室", "en": "Sample Office"},
        title={"zh": "处长", "en": "Director"},
        position=0,
    )
    make_item(event, speakers=[chair])
    said = [words_of(client.get(f"/events/seminar/agenda/?lang={lang}")) for lang in ("zh", "en")]

    assert ("主持人：任明 样例办公室 处长" in said[0], "Chair: Ren Ming, Director, Sample Office" in said[1]) == (
        True,
        True,
    )


def test_a_finished_event_shows_its_public_summary(client, frozen):
    event = make_event(slug="seminar", public_summary={"zh": "共 107 人参会"})
    before = text_of(client.get("/events/seminar/"))
    event.starts_at, event.ends_at = NOON - timedelta(days=3), NOON - timedelta(days=1)
    db.session.commit()
    with transaction():
        services.finish(event, act=Act(SYSTEM, NOON))
    assert ("共 107 人参会" in before, "共 107 人参会" in text_of(client.get("/events/seminar/"))) == (False, True)


def test_a_draft_and_an_unknown_event_are_not_found_alike(client, frozen):
    make_event(slug="draft", status=EventStatus.DRAFT)
    assert [client.get(f"/events/{slug}/").status_code for slug in ("draft", "nothing", "x" * 500)] == [404] * 3


def test_a_change_is_seen_at_once_though_the_page_is_kept(client, frozen):
    event = make_event(slug="seminar")
    first = client.get("/events/seminar/")
    same = client.get("/events/seminar/", headers={"If-None-Match": first.headers["ETag"]})
    with transaction():
        services.edit(event, {"title": {"zh": "全新题目"}}, act=Act(SYSTEM, NOON))
    assert (first.status_code, same.status_code) == (200, 304)
    assert "全新题目" in text_of(client.get("/events/seminar/"))


def test_a_notice_opens_on_its_date(client, frozen):
    early, late = sorted(full_event().notices, key=lambda notice: notice.published_on)
    assert "正文" in text_of(client.get(f"/events/seminar/notices/{early.id}/"))
    assert client.get(f"/events/seminar/notices/{late.id}/").status_code == 404
    frozen.shift(86_400)
    assert client.get(f"/events/seminar/notices/{late.id}/").status_code == 200


def test_a_notice_of_another_event_or_of_a_draft_is_not_found(client, frozen):
    notice = next(one for one in full_event().notices if one.published_on == date(2026, 4, 1))
    make_event(slug="other")
    draft = make_event(
        slug="draft",
        status=EventStatus.DRAFT,
        notices=[Notice(title={"zh": "草稿的通知"}, published_on=date(2026, 4, 1))],
    )
    assert client.get(f"/events/other/notices/{notice.id}/").status_code == 404
    assert client.get(f"/events/draft/notices/{draft.notices[0].id}/").status_code == 404


def test_a_file_is_a_download_in_which_nothing_runs(client, frozen):
    kept = add_file(full_event())
    address = f"/events/seminar/files/{kept.id}/参会须知.pdf"
    response = client.get(address)
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (response.status_code, response.data, response.mimetype) == (200, b"%PDF-1.7 content", "application/pdf")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert again.status_code == 304


def test_files_that_are_not_public_are_for_the_team(client, sign_in, frozen):
    event = full_event()
    kept = add_file(event, is_public=False)
    make_event(slug="other")
    address = f"/events/seminar/files/{kept.id}/参会须知.pdf"
    page, visitor = text_of(client.get("/events/seminar/")), client.get(address)
    wrong_name = client.get(f"/events/seminar/files/{kept.id}/other.pdf")
    wrong_event = client.get(f"/events/other/files/{kept.id}/参会须知.pdf")
    sign_in(make_member(event, TeamRole.VIEWER))
    assert ("须知" in page, visitor.status_code) == (False, 404)
    assert (wrong_name.status_code, wrong_event.status_code, client.get(address).status_code) == (404, 404, 200)


def test_files_of_a_draft_are_for_the_team(client, sign_in, frozen):
    event = make_event(slug="draft", status=EventStatus.DRAFT)
    kept = add_file(event)
    address = f"/events/draft/files/{kept.id}/参会须知.pdf"
    visitor = client.get(address)
    sign_in(make_member(event, TeamRole.VIEWER))
    assert (visitor.status_code, client.get(address).status_code) == (404, 200)


def test_the_publication_date_stands_apart_from_the_dates_of_the_event(client, database):
    make_event(slug="dated", published_on=date(2026, 2, 3))
    make_event(slug="undated", published_on=None)

    page, without = (text_of(client.get(f"/events/{slug}/?lang=zh")) for slug in ("dated", "undated"))

    assert "2026年2月3日" in page.partition("<dt>发布日期</dt>")[2].partition("</dd>")[0]
    assert "发布日期" not in without
