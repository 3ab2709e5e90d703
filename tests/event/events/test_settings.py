"""The settings of an event, section by section, as forms without scripts."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest

from eventmgr.event.events.models import Approval, EventStatus, HostRole, Track, Venue
from eventmgr.event.events.queries import find_event
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.queries import list_entries
from tests.factories import NOON, list_privacy_notices, make_admin, make_event, make_member


def text_of(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def event(client, sign_in, frozen):
    """A draft whose owner is signed in."""
    event = make_event(status=EventStatus.DRAFT, slug="draft")
    sign_in(make_member(event, TeamRole.OWNER))
    return event


def send(client, section, **typed):
    response = client.post(f"/manage/events/draft/settings/{section}/", data=typed)
    db.session.expire_all()
    return response


def test_facts_series_and_address(client, event):
    response = send(
        client,
        "facts",
        title_zh="新题目",
        title_en="New Title",
        summary_zh="摘要",
        description_zh="# 细节",
        kind="sector_seminar",
        new_series_zh="长三角论坛",
        published_on="2026-03-20",
        slug="new-title",
    )
    found = find_event("new-title")
    assert (response.status_code, response.location) == (303, "/manage/events/new-title/settings/facts/")
    assert (found.title, found.published_on, found.series.name) == (
        {"zh": "新题目", "en": "New Title"},
        date(2026, 3, 20),
        {"zh": "长三角论坛"},
    )


def test_a_short_title_is_kept_and_one_that_is_too_long_is_named_with_what_was_typed(client, event):
    facts = {"title_zh": "题目", "kind": "seminar", "slug": "draft"}
    kept = send(client, "facts", **facts, short_title_zh="长三角", short_title_en="Delta")
    refused = send(client, "facts", **facts, short_title_zh="长" * 25)

    assert (kept.status_code, refused.status_code) == (303, 422)
    assert (event.short_title, "长" * 25 in text_of(refused)) == ({"zh": "长三角", "en": "Delta"}, True)


def test_the_address_of_a_public_event_is_not_even_asked(client, event):
    event.status = EventStatus.PUBLISHED
    db.session.commit()
    page = text_of(client.get("/manage/events/draft/settings/facts/"))
    response = send(client, "facts", title_zh="新题目", kind="expo", slug="another")
    assert ('name="slug"' in page, response.status_code) == (False, 303)
    assert (find_event("draft").title, find_event("another")) == ({"zh": "新题目"}, None)


def test_times_are_typed_on_the_clock_of_the_event(client, event):
    response = send(
        client,
        "time",
        timezone="Asia/Urumqi",
        starts_at="2026-05-13T08:30",
        ends_at="2026-05-13T18:00",
        province_code="650000",
        city_zh="乌鲁木齐",
    )
    assert response.status_code == 303
    assert (event.starts_at, event.timezone) == (datetime(2026, 5, 13, 2, 30, tzinfo=UTC), "Asia/Urumqi")
    page = text_of(client.get("/manage/events/draft/settings/time/"))
    assert 'value="2026-05-13T08:30"' in page


def test_rows_are_added_changed_ordered_and_removed(client, event):
    send(
        client,
        "hosts",
        **{
            "rows-0-role": "organizer",
            "rows-0-name_zh": "承办单位",
            "rows-0-order": "2",
            "rows-1-role": "host",
            "rows-1-name_zh": "主办单位",
            "rows-1-order": "1",
            "rows-2-role": "host",
            "rows-2-name_zh": "",
        },
    )
    first, second = event.hosts
    assert [(one.role, one.name) for one in (first, second)] == [
        (HostRole.HOST, {"zh": "主办单位"}),
        (HostRole.ORGANIZER, {"zh": "承办单位"}),
    ]
    number = second.id
    send(
        client,
        "hosts",
        **{
            "rows-0-id": str(first.id),
            "rows-0-role": "host",
            "rows-0-name_zh": "主办单位",
            "rows-0-remove": "y",
            "rows-1-id": str(number),
            "rows-1-role": "organizer",
            "rows-1-name_zh": "承办单位（改）",
        },
    )
    assert [(one.id, one.name) for one in event.hosts] == [(number, {"zh": "承办单位（改）"})]


def test_more_rows_keeps_what_was_typed_and_saves_nothing(client, event):
    response = send(client, "tracks", **{"rows-0-name_zh": "争高端", "more": "1"})
    page = text_of(response)
    assert (response.status_code, 'value="争高端"' in page, page.count('<fieldset class="card')) == (200, True, 5)
    assert event.tracks == []


def test_a_fault_in_a_row_is_named_with_its_row_and_nothing_is_kept(client, event):
    response = send(client, "deadlines", **{"rows-0-label_zh": "回执", "rows-0-due_at": "soon"})
    page = text_of(response)
    assert (response.status_code, 'href="#rows-0-due_at"' in page, 'value="soon"' in page) == (422, True, True)
    assert event.deadlines == []


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "x", ""])
def test_names_of_rows_that_no_form_wrote_are_passed_over(client, event, number):
    response = send(client, "tracks", **{f"rows-{number}-name_zh": "争高端"})
    assert (response.status_code, event.tracks) == (303, [])


def test_deadlines_have_a_time_of_day(client, event):
    send(client, "deadlines", **{"rows-0-label_zh": "回执", "rows-0-due_at": "2026-05-08T17:00"})
    assert [(one.label, one.due_at) for one in event.deadlines] == [
        ({"zh": "回执"}, datetime(2026, 5, 8, 9, 0, tzinfo=UTC))
    ]


def test_rooms_stand_in_venues(client, event):
    send(client, "venues", **{"rows-0-name_zh": "会议中心", "rows-0-address_zh": "世纪大道1号"})
    venue = event.venues[0]
    foreign = make_event(venues=[Venue(name={"zh": "别处"}, position=0)]).venues[0]
    wrong = send(client, "rooms", **{"rows-0-venue": str(foreign.id), "rows-0-name_zh": "一号厅"})
    right = send(
        client, "rooms", **{"rows-0-venue": str(venue.id), "rows-0-name_zh": "一号厅", "rows-0-capacity": "90"}
    )
    assert (wrong.status_code, right.status_code) == (422, 303)
    assert [(room.name, room.capacity) for room in event.venues[0].rooms] == [({"zh": "一号厅"}, 90)]


def test_registration_rules(client, event):
    response = send(
        client,
        "registration",
        capacity="130",
        approval="review",
        has_waiting_list="y",
        registration_closes_at="2026-05-08T17:00",
        retention_months="24",
    )
    assert response.status_code == 303
    assert (event.capacity, event.approval, event.has_waiting_list, event.retention_months) == (
        130,
        Approval.REVIEW,
        True,
        24,
    )
    late = send(
        client,
        "registration",
        capacity="7",
        approval="review",
        registration_closes_at="2027-05-08T17:00",
        retention_months="24",
    )
    assert (late.status_code, 'href="#registration_closes_at"' in text_of(late), event.capacity) == (409, True, 130)


def test_form_fields_and_what_cannot_be_forced(client, event):
    modes = dict.fromkeys(
        ("sector", "title", "email", "role", "gender", "lodging", "arrival", "departure", "group"), "optional"
    )
    kept = send(client, "receipt", **modes | {"title": "required", "diet": "optional", "remarks": "off"})
    forced = send(client, "receipt", **modes | {"diet": "required", "remarks": "off"})
    assert (kept.status_code, forced.status_code) == (303, 422)
    assert (event.fields["title"], event.fields["diet"], event.fields["remarks"]) == ("required", "optional", "off")


def test_questions_with_answers_to_choose_from(client, event):
    send(
        client,
        "questions",
        **{
            "rows-0-label_zh": "参加方式",
            "rows-0-kind": "choice",
            "rows-0-options": "参展商 | exhibitor\n观众 | visitor",
            "rows-0-required": "y",
        },
    )
    (question,) = event.questions
    assert (question.kind, question.required, question.options) == (
        QuestionKind.CHOICE,
        True,
        [
            {"value": "a1", "label": {"zh": "参展商", "en": "exhibitor"}},
            {"value": "a2", "label": {"zh": "观众", "en": "visitor"}},
        ],
    )
    empty = send(client, "questions", **{"rows-0-label_zh": "组别", "rows-0-kind": "choice", "rows-0-options": "一"})
    assert (empty.status_code, [one.label for one in event.questions]) == (422, [{"zh": "参加方式"}])


def test_units_with_quotas(client, event):
    response = send(client, "units", invited=["310000", "XPCC"], quota_310000="12", quota_XPCC="")
    assert response.status_code == 303
    assert sorted((one.unit_code, one.quota) for one in event.units) == [("310000", 12), ("XPCC", None)]
    assert send(client, "units", invited=["000000"]).status_code == 422
    assert send(client, "units", invited=["310000"], quota_310000="many").status_code == 422
    assert len(event.units) == 2


def test_a_preset_fills_a_row_and_saves_nothing_until_it_is_saved(client, event):
    page = text_of(send(client, "regions", preset="seed:east"))
    assert ("东部" in page, event.region_sets) == (True, [])
    send(client, "regions", **{"rows-0-name_zh": "东部", "rows-0-province_codes": ["310000", "320000"]})
    assert [(one.name, one.province_codes) for one in event.region_sets] == [({"zh": "东部"}, ["310000", "320000"])]


def test_sectors_topics_contact_and_summary(client, event):
    send(client, "themes", sectors=["C36", "C39"], topics=["mes"])
    send(client, "contact", contact_name="王敏", phone="021 0000 0000", email="office@example.com")
    send(client, "summary", public_summary_zh="共 107 人参会")
    assert (sorted(one.code for one in event.sectors), [one.topic_id for one in event.topics]) == (
        ["C36", "C39"],
        ["mes"],
    )
    assert event.contact == {"name": "王敏", "phone": "021 0000 0000", "email": "office@example.com"}
    assert event.public_summary == {"zh": "共 107 人参会"}
    unreachable = send(client, "contact", contact_name="王敏", phone="", email="")
    assert (unreachable.status_code, event.contact["phone"]) == (422, "021 0000 0000")
    assert send(client, "themes", sectors=["Z99"]).status_code == 422


def test_the_privacy_notice_begins_with_the_facts_and_has_versions(client, event):
    begun = text_of(client.get("/manage/events/draft/settings/privacy/"))
    send(client, "privacy", text_zh="告知一", text_en="Notice one")
    send(client, "privacy", text_zh="告知二", text_en="Notice two")
    fresh = text_of(send(client, "privacy", text_zh="告知二", fresh="1"))
    assert ("personal information" in begun, "personal information" in fresh) == (True, True)
    assert [one.version for one in list_privacy_notices(event)] == [2, 1]


def test_notices_come_change_and_go(client, event):
    typed = {"title_zh": "关于召开研讨会的通知", "number": "样例函〔2026〕1号", "published_on": "2026-04-05"}
    client.post("/manage/events/draft/settings/notices/new", data=typed)
    db.session.expire_all()
    (notice,) = event.notices
    address = f"/manage/events/draft/settings/notices/{notice.id}"
    client.post(address, data=typed | {"published_on": "2026-04-01"})
    db.session.expire_all()
    assert (notice.title, notice.published_on) == ({"zh": "关于召开研讨会的通知"}, date(2026, 4, 1))
    assert client.get(f"{address}/remove").status_code == 200
    assert client.post(f"{address}/remove").status_code == 303
    db.session.expire_all()
    assert event.notices == []
    assert client.post("/manage/events/draft/settings/notices/new", data={"title_zh": ""}).status_code == 422


def test_files_come_change_and_go(client, event):
    address = "/manage/events/draft/settings/files/"
    sent = {"file": (io.BytesIO(b"%PDF-1.7"), "议程.pdf"), "title_zh": "议程", "is_public": "y"}
    assert client.post(address, data=sent, content_type="multipart/form-data").status_code == 303
    db.session.expire_all()
    (kept,) = event.attachments
    wrong = {"file": (io.BytesIO(b"MZ\x90\0"), "议程.pdf"), "is_public": "y"}
    refused = client.post(address, data=wrong, content_type="multipart/form-data")
    missing = client.post(address, data={"is_public": "y"}, content_type="multipart/form-data")
    assert (refused.status_code, 'href="#file"' in text_of(refused), missing.status_code) == (422, True, 422)
    client.post(f"{address}{kept.id}", data={"title_zh": "日程"})
    db.session.expire_all()
    assert [(one.title, one.is_public) for one in event.attachments] == [({"zh": "日程"}, False)]
    client.post(f"{address}{kept.id}/remove")
    db.session.expire_all()
    assert event.attachments == []


def test_what_belongs_to_another_event_is_not_found(client, event):
    other = make_event(tracks=[Track(name={"zh": "别人的"}, position=0)])
    other_client_pages = [f"settings/notices/{99}", f"settings/files/{99}", "settings/nothing/", "team/99/remove"]
    assert [client.get(f"/manage/events/draft/{path}").status_code for path in other_client_pages] == [404] * 4
    send(client, "tracks", **{"rows-0-id": str(other.tracks[0].id), "rows-0-name_zh": "改名"})
    assert [track.name for track in other.tracks] == [{"zh": "别人的"}]


def test_an_editor_edits_but_a_viewer_does_not(client, sign_in, event):
    sign_in(make_member(event, TeamRole.EDITOR))
    assert send(client, "tracks", **{"rows-0-name_zh": "争高端"}).status_code == 303
    sign_in(make_member(event, TeamRole.VIEWER))
    assert send(client, "tracks", **{"rows-0-name_zh": "强基础"}).status_code == 403
    assert [track.name for track in event.tracks] == [{"zh": "争高端"}]


def test_every_section_opens_in_both_languages(client, event):
    from eventmgr.event.events.manage.sections import SECTIONS

    pages = [f"/manage/events/draft/settings/{name}/?lang={lang}" for name in SECTIONS for lang in ("zh", "en")]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)


def test_the_history_says_who_changed_what_from_what_to_what(client, sign_in, event):
    event.capacity = 100
    db.session.commit()
    send(client, "registration", capacity="120", approval="automatic", retention_months="36")
    for number in range(55):
        send(client, "tracks", **{"rows-0-name_zh": f"主线{number}"})
    page = text_of(client.get("/manage/events/draft/history/?lang=en"))
    oldest = list_entries(event.id)[49].id
    older = text_of(client.get(f"/manage/events/draft/history/?lang=en&before={oldest}"))
    assert ("王敏" in page, "主线54" in page, f"before={oldest}" in page) == (True, True, True)
    assert 'Capacity</b>: <span class="muted">100</span> → 120' in older
    assert text_of(client.get("/manage/?lang=en")).count("Beijing time (UTC+8)</span>") == 1
    assert page.count("Beijing time (UTC+8)</span>") == page.count("<time ") > 10
    assert client.get("/manage/events/draft/history/?before=x").status_code == 400
    sign_in(make_member(event, TeamRole.VIEWER))
    assert "主线54" in client.get("/manage/events/draft/history/").text


def test_the_team_is_invited_by_letter_and_joins_by_its_link(client, sign_in, event):
    from eventmgr.tools.messages.models import OutboxLetter
    from eventmgr.tools.messages.secrets import filled

    sent = client.post("/manage/events/draft/team/", data={"email": "New@Example.com", "role": "registrar"})
    letter = filled(db.session.query(OutboxLetter).one())
    link = next(line for line in letter.text.split() if "/manage/invitations/" in line)
    path = link.removeprefix("http://localhost")
    assert (sent.status_code, letter.to_address, letter.confidential) == (303, "new@example.com", True)
    other = client.application.test_client()
    asked = other.get(path)
    joined = other.post(path, data={"name": "李娜"})
    entered = other.get(joined.location)
    assert (asked.status_code, joined.status_code, entered.status_code) == (200, 303, 200)
    assert "李娜" in text_of(client.get("/manage/events/draft/team/"))
    assert other.get(path).status_code == 404


def test_an_invitation_for_somebody_else_is_refused(client, sign_in, event):
    from eventmgr.tools.messages.models import OutboxLetter
    from eventmgr.tools.messages.secrets import filled

    client.post("/manage/events/draft/team/", data={"email": make_admin().email, "role": "viewer"})
    letter = filled(db.session.query(OutboxLetter).one())
    path = next(line for line in letter.text.split() if "/manage/invitations/" in line).removeprefix("http://localhost")
    anonymous = client.application.test_client()
    assert anonymous.get(path).status_code == 303
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 403


def test_roles_are_changed_and_members_removed_by_form(client, event):
    from eventmgr.identity.team.queries import find_role, list_members

    member = make_member(event, TeamRole.VIEWER)
    number = list_members(event.id)[1].id
    client.post(f"/manage/events/draft/team/{number}", data={"role": "editor"})
    changed = find_role(event.id, member.id)
    client.post(f"/manage/events/draft/team/{number}/remove")
    db.session.expire_all()
    assert (changed, find_role(event.id, member.id)) == (TeamRole.EDITOR, None)
    owner = list_members(event.id)[0].id
    assert client.post(f"/manage/events/draft/team/{owner}/remove").status_code == 409
    assert len(list_members(event.id)) == 1


def test_an_open_invitation_can_be_revoked(client, event):
    from eventmgr.identity.team.queries import list_invitations

    client.post("/manage/events/draft/team/", data={"email": "li@example.com", "role": "viewer"})
    (invitation,) = list_invitations(event.id, at=NOON + timedelta(minutes=1))
    assert client.post(f"/manage/events/draft/invitations/{invitation.id}/revoke").status_code == 303
    assert client.post(f"/manage/events/draft/invitations/{invitation.id}/revoke").status_code == 404
