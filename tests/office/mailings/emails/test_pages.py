"""From the list of registrations to an e-mail that is sent: every page on the way, and who may open it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.mailings.models import BulkMail, BulkMailState
from eventmgr.tools.messages.models import LetterState
from eventmgr.tools.messages.optouts.services import opt_out
from tests.factories import NOON, make_event, make_member, make_registration, make_user
from tests.office.mailings.emails.sending import confirmed, drafted, letters, work

pytestmark = pytest.mark.usefixtures("frozen")
TYPED = {
    "subject_zh": "乘车通知",
    "body_zh": "{称呼}\n\n请于八点集合。\n\n{报名链接}",
    "when": "now",
    "side": "before",
    "in_hours": "days",
    "anchor": "start",
}


@pytest.fixture
def office(app, sign_in):
    def of(event, role=TeamRole.DEPUTY):
        own, user = app.test_client(), make_user(email=f"{role.value}@example.com")
        make_member(event, role, user)
        return sign_in(user, own)

    return of


def base(event, rest=""):
    return f"/manage/events/{event.slug}/bulk-mail/{rest}"


def listed(event, asked=""):
    return f"/manage/events/{event.slug}/registrations/{asked}"


def mail():
    db.session.expire_all()
    return db.session.scalars(select(BulkMail).order_by(BulkMail.id.desc())).first()


def way(page):
    """Where the button over the list leads."""
    found = re.search(r'href="([^"]*bulk-mail/new[^"]*)"[^>]*>([^<]*)<', page.text)
    return (found[1].replace("&amp;", "&"), found[2]) if found else None


def test_the_button_of_the_list_leads_to_those_whom_it_shows(office):
    event = make_event()
    for province, status in (("320000", "confirmed"), ("320000", "withdrawn"), ("310000", "confirmed")):
        make_registration(event, province_code=province, status=Status(status))
    own = office(event)

    all_of_them, words = way(own.get(listed(event)))
    narrowed, number = way(own.get(listed(event, "?province=320000&sort=name")))
    nobody = way(own.get(listed(event, "?province=110000")))

    assert (all_of_them.partition("?")[2], words) == ("status=live", "给这 2 人写邮件…")
    assert (narrowed.partition("?")[2], number, nobody) == ("province=320000&status=live", "给这 1 人写邮件…", None)
    assert "目前 1 人将收到" in own.get(narrowed).text
    switched = own.get(base(event, "new?held=1&participants=1")).text
    assert "已占名额" in switched and "：是" not in switched, "a filter that is on or off is its name alone"


@pytest.mark.parametrize("role", sorted(set(TeamRole) - {TeamRole.OWNER, TeamRole.DEPUTY}, key=str))
def test_others_of_the_team_see_no_button_and_open_no_page(office, role):
    event = make_event()
    make_registration(event)
    own = office(event, role)

    assert way(own.get(listed(event))) is None
    assert own.get(base(event)).status_code == 403


def test_written_looked_at_and_sent(office):
    event = make_event()
    make_registration(event, name="张三丰", email="zhang@example.com")
    make_registration(event, name="李四光", email="")
    make_registration(event, name="王五行", email="wang@example.com")
    with transaction():
        opt_out("wang@example.com", at=NOON)
    own = office(event)

    saved = own.post(base(event, "new?status=live"), data=TYPED)
    looked = own.get(saved.location)
    number = len(letters())
    sent = own.post(f"{saved.location}confirm", data={"version": mail().version})
    twice = own.post(f"{saved.location}confirm", data={"version": mail().version})
    work()
    after = own.get(saved.location)

    assert (saved.status_code, sent.status_code, twice.status_code, number) == (303, 303, 303, 0)
    for words in ("1 人将收到此邮件", "张三丰", "1 人没有电子邮箱", "1 人已退订", "请于八点集合", "flag=no_email"):
        assert words in looked.text, words
    assert [letter.to_address for letter in letters("bulkmail.%")] == ["zhang@example.com"]
    assert "已发送 1 封，共 1 封" in after.text
    assert "乘车通知" in own.get(f"/manage/events/{event.slug}/letters/").text, "the delivery log"
    assert "乘车通知" in own.get(listed(event, f"{letters()[0].about.partition(':')[2]}/")).text, "its registration"


def test_the_page_says_whose_earlier_e_mails_came_back(office):
    event = make_event()
    back, well = make_registration(event), make_registration(event)
    confirmed(event)
    work()
    for letter in letters():
        letter.state = LetterState.BOUNCED if letter.to_address == back.email else LetterState.SENT
    db.session.commit()
    row = drafted(event)
    own = office(event)

    page = own.get(base(event, f"{row.id}/")).text
    behind = own.get(listed(event, "?status=live&flag=bounced")).text

    assert "发给其中 1 人的邮件此前被退回" in page
    assert "flag=bounced" in page
    assert (f"registrations/{back.id}/" in behind, f"registrations/{well.id}/" in behind) == (True, False)


def test_the_preview_is_to_the_person_looked_for(office):
    event = make_event()
    make_registration(event, name="张三丰")
    make_registration(event, name="李四光")
    row = drafted(event)

    page = office(event).get(base(event, f"{row.id}/?reader=李四"))

    assert '<p class="muted">收件人：李四光</p>' in page.text


def test_a_test_goes_to_oneself_alone_and_opens_nothing(office):
    event = make_event()
    make_registration(event)
    row = drafted(event)

    office(event).post(base(event, f"{row.id}/test"))

    sent = letters("%")
    assert {letter.to_address for letter in sent} == {"deputy@example.com"}
    assert all("••••" in letter.text and not letter.secrets for letter in sent)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"subject_zh": "", "body_zh": ""}, "请填写主题和正文"),
        ({"body_zh": "{不存在}"}, "{不存在}"),
        ({"when": "at", "sends_at": ""}, "请填写发送时间"),
        ({"when": "at", "sends_at": "2026-03-01T08:00"}, "该时间已过"),
        ({"when": "anchor", "distance": ""}, "请填写天数或小时数"),
        ({"when": "anchor", "distance": "-4"}, "“数量”"),
        ({"when": "soon"}, "请"),
        ({"is_necessary": "y"}, "请说明为何所有人"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(office, typed, said):
    event = make_event()
    make_registration(event)

    answer = office(event).post(base(event, "new?status=live"), data=TYPED | typed)

    assert (answer.status_code, mail()) == (422, None)
    assert said in answer.text
    assert "八点集合" in answer.text or "body_zh" in typed


@pytest.mark.parametrize("asked", ["province=999999", "status=nothing", "flag=x", "from=yesterday"])
def test_a_filter_that_the_list_does_not_know_is_refused(office, asked):
    event = make_event()

    assert office(event).get(base(event, f"new?{asked}")).status_code == 400


def test_a_time_by_the_event_is_said_with_the_hour_it_means(office):
    event = make_event(starts_at=NOON + timedelta(days=42))
    make_registration(event)
    own = office(event)

    saved = own.post(base(event, "new?status=live"), data=TYPED | {"when": "anchor", "distance": "3"})
    page = own.get(saved.location)
    own.post(f"{saved.location}confirm", data={"version": 1})

    assert "活动开始前 3 天" in page.text
    assert (mail().state, mail().due_at) == (BulkMailState.SCHEDULED, NOON + timedelta(days=39))
    assert "活动改期时，发送时间随之调整" in own.get(saved.location).text


def test_paused_gone_on_and_stopped_by_their_buttons(office):
    event = make_event()
    make_registration(event)
    row = confirmed(event, sends_at=NOON + timedelta(days=1))
    own, found = office(event), []

    for verb in ("pause", "resume", "stop", "resume"):
        own.post(base(event, f"{row.id}/{verb}"))
        found.append(mail().state)

    assert found == [BulkMailState.PAUSED, BulkMailState.SCHEDULED, BulkMailState.STOPPED, BulkMailState.STOPPED]


def test_one_that_is_paused_stands_in_the_open_work(office):
    event = make_event()
    make_registration(event)
    row = confirmed(event, sends_at=NOON + timedelta(days=1))
    own = office(event)

    before = own.get(f"/manage/events/{event.slug}/").text
    own.post(base(event, f"{row.id}/pause"))

    assert "封群发邮件已暂停" not in before
    assert "1 封群发邮件已暂停" in own.get(f"/manage/events/{event.slug}/").text


def test_a_draft_is_changed_and_deleted_and_one_that_was_confirmed_is_not(office):
    event = make_event()
    make_registration(event)
    draft, sent = drafted(event), confirmed(event)
    own = office(event)
    own.post(base(event, f"{draft.id}/edit"), data=TYPED)
    changed = db.session.get(BulkMail, draft.id).subject
    own.post(base(event, f"{draft.id}/delete"))
    own.post(base(event, f"{sent.id}/delete"))
    refused = own.post(base(event, f"{sent.id}/edit"), data=TYPED)

    assert (changed, refused.status_code) == ({"zh": "乘车通知"}, 409)
    assert [row.id for row in db.session.scalars(select(BulkMail))] == [sent.id]


def test_of_two_people_at_one_draft_the_second_is_shown_both(office):
    event = make_event()
    make_registration(event)
    row = drafted(event)
    own = office(event)
    seen = re.search(r'name="seen" value="([^"]*)"', own.get(base(event, f"{row.id}/edit")).text)[1]
    own.post(base(event, f"{row.id}/edit"), data=TYPED)

    answer = own.post(base(event, f"{row.id}/edit"), data=TYPED | {"subject_zh": "另一主题", "seen": seen})

    assert answer.status_code == 409
    assert "另一主题" in answer.text
    assert "乘车通知" in answer.text


def test_one_of_another_event_is_none_of_this(office):
    event, other = make_event(), make_event()
    make_registration(other)
    row = drafted(other)
    own = office(event)

    assert [own.get(base(event, f"{row.id}/")).status_code, own.post(base(event, f"{row.id}/confirm")).status_code] == [
        404,
        404,
    ]


def test_pages_read_in_english(office):
    event = make_event()
    make_registration(event)
    row = drafted(event, sends_at=NOON + timedelta(days=1))
    own = office(event)
    own.set_cookie("lang", "en")

    for path, words in (
        ("", "Bulk e-mails"),
        (f"{row.id}/", "1 person gets this e-mail"),
        (f"{row.id}/edit", "Save and review"),
    ):
        assert words in own.get(base(event, path)).text, path
