"""What e-mails say can be changed for an event and for the house, tried, and given back to the original; what was sent stays."""

import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import original_of
from eventmgr.event.quotas.models import Status
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.features import all_letter_kinds, letter_kinds
from eventmgr.identity.accounts.jobs import send_reset
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import LetterText, OutboxLetter
from eventmgr.tools.messages.texts.wording import names_in
from tests.conftest import ROOT
from tests.factories import make_admin, make_event, make_member, make_registration, make_user
from tests.tools.web.filled_forms import Page

pytestmark = pytest.mark.usefixtures("database", "frozen")
CONFIRMED = "/manage/events/spoken/letters/texts/registration.confirmed/edit"
HOUSE = "/manage/letters/texts/registration.confirmed/"
ZH = {
    "subject_zh": "{姓名}，{活动}见！",
    "body_zh": "{称呼}\n\n请于{时间}到{地点}。\n\n{活动信息}\n\n打开报名：\n{报名链接}",
}
EN = {"subject_en": "See you at {event}", "body_en": "{greeting}\n\nPlease come: {time}.\n\n{facts}\n\nOpen:\n{link}"}


@pytest.fixture
def event(client, sign_in):
    sign_in(make_admin())
    contact = {"name": "王敏", "phone": "021-1", "email": "office@example.com"}
    return make_event(slug="spoken", status=EventStatus.PUBLISHED, contact=contact)


def plain(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))).split())


def send(client, path=CONFIRMED, **typed):
    form = Page(client.get(path).get_data(as_text=True))
    return client.post(path, data=form.typed(**typed))


def write_to(client, event, language="zh", **values):
    """The e-mail that somebody gets who is confirmed."""
    values = {"email": f"{language}{len(values.get('name', ''))}@example.com"} | values
    place = make_registration(event, status=Status.PENDING, language=language, **values)
    client.post(
        f"/manage/events/{event.slug}/registrations/decide",
        data={"act": "confirm", "ids": str(place.id), "telling": "now"},
    )
    return db.session.scalars(select(OutboxLetter).where(OutboxLetter.about == f"registration:{place.id}")).one()


def test_an_event_s_own_text_is_in_its_e_mails_in_text_and_html_and_in_those_of_no_other_event(client, event):
    assert send(client, **ZH, **EN).status_code == 303
    other = make_event(slug="other", status=EventStatus.PUBLISHED)

    letter, english = write_to(client, event, name="李小龙"), write_to(client, event, "en", name="Li Xiaolong")
    elsewhere = write_to(client, other, name="李小龙")

    assert letter.subject == f"李小龙，{event.title['zh']}见！"
    assert "请于2026年" in letter.text and "打开报名" in letter.html and letter.subject in letter.html
    assert english.subject == f"See you at {event.title['en']}" and "Dear Li Xiaolong," in english.text
    assert "/my/" in letter.text and "{" not in letter.text
    assert "请于2026年" not in elsewhere.text and "见！" not in elsewhere.subject


def test_the_form_opens_with_what_stands_and_saved_as_it_is_nothing_is_changed(client, event):
    assert send(client).status_code == 303
    assert db.session.scalars(select(LetterText)).all() == []
    assert (
        db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "letter_text_set").order_by(AuditEntry.id)
        ).all()
        == []
    )


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"body_zh": "{称呼}\n\n{没有这个}\n\n{报名链接}"}, "body_zh", "“{没有这个}”"),
        ({"body_en": "{greeting}\n\n{nmae}\n\n{link}"}, "body_zh", "“{nmae}”"),
        ({"body_zh": "{称呼}\n\n没有链接。"}, "body_zh", "{报名链接}"),
        ({"subject_zh": "{活动信息}"}, "subject_zh", "{活动信息}"),
        ({"subject_zh": "{变更内容}"}, "subject_zh", "“{变更内容}”"),
        ({"subject_zh": ""}, "subject_zh", "主题"),
    ],
)
def test_a_text_that_cannot_be_filled_is_refused_names_the_placeholder_and_stays_in_the_form(
    client, event, typed, field, said
):
    page = send(client, **typed)

    form = Page(page.get_data(as_text=True))
    assert page.status_code == 422
    assert said in plain(page) and field in form.targets()
    assert all(form.fields[name].values == [text] for name, text in typed.items())
    assert db.session.scalars(select(LetterText)).all() == []


def test_the_links_of_a_registration_are_no_placeholders_where_the_mailbox_may_not_have_them(client, event):
    for kind in ("moved", "replaced", "deleted"):
        page = send(
            client, f"/manage/events/spoken/letters/texts/registration.{kind}/edit", body_zh="{称呼}\n\n{报名链接}"
        )
        assert page.status_code == 422 and "“{报名链接}”" in plain(page)


def test_every_template_is_an_own_text_word_for_word(app):
    """The original in placeholders names every one that the template may say, and none that does not exist."""
    for kind in all_letter_kinds().values():
        source = Path(ROOT / "templates" / kind.template).read_text("utf-8")
        known = {name for one in kind.placeholders for name in (one.name, one.zh)}
        for language in ("zh", "en"):
            wording = original_of(kind, language)
            used = set(names_in(wording.subject + wording.body))
            assert used <= known and used, kind.kind
            assert ("link" in {one.name for one in kind.placeholders}) == ("{{ link }}" in source), kind.kind
            assert "None" not in wording.body and "mark" not in wording.body


def test_saved_unchanged_but_for_a_full_stop_every_kind_says_what_it_said(client, event):
    """The same words through an own text: the reader sees the original and the full stop."""
    for kind in letter_kinds():
        path = f"/manage/events/spoken/letters/texts/{kind}/"
        before = [str(letter.text) for letter in (letter_kinds()[kind].sample(event, lang) for lang in ("zh", "en"))]
        form = Page(client.get(f"{path}edit").get_data(as_text=True))
        typed = {f"body_{lang}": form.fields[f"body_{lang}"].values[0] + "\n\nZZZ" for lang in ("zh", "en")}
        assert client.post(f"{path}edit", data=form.typed(**typed)).status_code == 303
        after = [letter_kinds()[kind].sample(event, lang).text for lang in ("zh", "en")]

        def words(text):
            return re.sub(r"mark[0-9a-f]{32}|\s", "", text.replace("ZZZ", ""))

        assert list(map(words, after)) == list(map(words, before)), kind


def test_the_house_s_text_is_in_e_mails_of_all_events_that_have_none_of_their_own(client, event):
    other = make_event(slug="other", status=EventStatus.PUBLISHED)
    assert send(client, HOUSE, subject_zh="本单位：{活动}").status_code == 303
    assert send(client, subject_zh="本活动：{活动}").status_code == 303

    assert write_to(client, event).subject.startswith("本活动：")
    assert write_to(client, other).subject.startswith("本单位：")
    page = plain(client.get("/manage/events/other/letters/texts/"))
    assert page.count("管理员已修改") == 1

    form = Page(client.get(CONFIRMED).get_data(as_text=True))
    client.post(CONFIRMED, data=form.typed(original="1"))
    assert write_to(client, event, name="赵六").subject.startswith("本单位：")


def test_back_to_the_original_what_was_sent_stays_and_the_log_tells_of_both(client, event):
    send(client, **ZH)
    sent = write_to(client, event, name="李小龙")
    words = (sent.subject, sent.text, sent.html)

    form = Page(client.get(CONFIRMED).get_data(as_text=True))
    assert "original" in client.get(CONFIRMED).get_data(as_text=True)
    assert client.post(CONFIRMED, data=form.typed(original="1")).status_code == 303

    again = write_to(client, event, name="赵六")
    db.session.refresh(sent)
    assert (sent.subject, sent.text, sent.html) == words
    assert "见！" not in again.subject and db.session.scalars(select(LetterText)).all() == []
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "letter_text_set")).all()
    told = sorted(tuple(bool(words) for words in entry.changes["letter_text"]) for entry in entries)
    assert told == [(False, True), (True, False)]
    assert "{姓名}，{活动}见！" in plain(client.get("/manage/events/spoken/history/"))


def test_a_preview_is_written_to_a_real_recipient_saves_nothing_and_shows_no_link(client, event):
    place = make_registration(event, name="李小龙", email="long@example.com", organization_name="龙虎集团")

    page = send(client, **ZH, reader="龙虎", preview="1")
    nobody = send(client, **ZH, reader="没有此人", preview="1")

    assert page.status_code == 200 and f"{place.name}，{event.title['zh']}见！" in plain(page)
    assert "李小龙：您好！" in plain(page) and "/my/" not in page.get_data(as_text=True).split("<form")[1]
    assert nobody.status_code == 422 and "“没有此人”" in plain(nobody)
    assert db.session.scalars(select(LetterText)).all() == [] and db.session.scalars(select(OutboxLetter)).all() == []


def test_a_test_goes_to_oneself_alone_and_opens_nothing(client, event):
    place = make_registration(event, name="李小龙", email="long@example.com")
    me = db.session.scalars(select(User.email).where(User.is_admin)).one()

    page = send(client, **ZH, reader="李小龙", test="1")

    letter = db.session.scalars(select(OutboxLetter)).one()
    assert page.status_code == 200
    assert (letter.to_address, letter.secrets, letter.attachments) == (me, {}, [])
    assert letter.subject == f"[测试] 李小龙，{event.title['zh']}见！" and "••••••" in letter.text
    assert letter.about == f"registration:{place.id}"
    assert db.session.scalars(select(LetterText)).all() == []


def test_who_may_not_read_e_mails_sees_no_real_recipient(client, event, sign_in):
    make_registration(event, name="李小龙", email="long@example.com")
    editor = make_user(email="editor@example.com")
    make_member(event, TeamRole.EDITOR, editor)
    sign_in(editor)

    page = client.get(CONFIRMED)
    shown = client.post(
        CONFIRMED, data=Page(page.get_data(as_text=True)).typed(**ZH, preview="1") | {"reader": "李小龙"}
    )

    assert 'name="reader"' not in page.get_data(as_text=True)
    assert "李小龙" not in plain(shown).replace("long", "") and shown.status_code == 200
    assert client.get(HOUSE).status_code == 403


def test_two_people_at_one_text_see_both(client, event):
    form = Page(client.get(CONFIRMED).get_data(as_text=True))
    send(client, subject_zh="甲：{活动}")

    page = client.post(CONFIRMED, data=form.typed(subject_zh="乙：{活动}"))

    assert page.status_code == 409
    assert "甲：{活动}" in plain(page) and "乙：{活动}" in plain(page)


def test_a_text_is_text_and_nothing_else(client, event):
    send(client, body_zh="<b>请</b> {{ a-b }} https://evil.example/\n\n{报名链接}")

    letter = write_to(client, event)

    assert "<b>请</b> {{ a-b }} https://evil.example/" in letter.text
    assert "<b>请" not in letter.html and 'href="https://evil.example' not in letter.html


def test_e_mails_about_accounts_are_changed_by_the_house_alone_and_keep_their_link(client, event):
    path = "/manage/letters/texts/reset/"
    assert send(client, path, body_zh="没有链接").status_code == 422
    assert send(client, path, subject_zh="重设口令", body_zh="{称呼}\n\n{链接}").status_code == 303
    assert client.get("/manage/events/spoken/letters/texts/reset/edit").status_code == 404
    user = make_user(email="who@example.com", language="zh")
    write(lambda: send_reset({"email": user.email}, clock.now()))

    letter = db.session.scalars(select(OutboxLetter).where(OutboxLetter.to_address == user.email)).one()
    assert letter.subject == "重设口令" and "/reset/" in letter.text


def test_a_copy_of_the_event_has_the_same_texts(client, event):
    send(client, **ZH)

    client.post("/manage/events/spoken/clone", data={"first_day": "2027-05-12"})

    copy = db.session.scalars(select(Event).where(Event.id != event.id)).one()
    texts = db.session.scalars(select(LetterText).where(LetterText.event_id == copy.id)).all()
    assert [(text.language, text.subject) for text in texts] == [("zh", ZH["subject_zh"])]
