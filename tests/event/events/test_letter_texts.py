"""Every kind of e-mail can be read before the event is published, and bears a sentence of the organizers' own if they wish."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import letter_kinds
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import ROOT
from tests.factories import make_admin, make_event, make_registration
from tests.tools.web.filled_forms import Page

pytestmark = pytest.mark.usefixtures("database", "frozen")
TEXTS = "/manage/events/spoken/letters/texts/"
CONFIRMED = f"{TEXTS}registration.confirmed/"


@pytest.fixture
def event(client, sign_in):
    sign_in(make_admin())
    return make_event(
        slug="spoken",
        status=EventStatus.DRAFT,
        contact={"name": "王敏", "phone": "021-1", "email": "office@example.com"},
    )


def plain(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))).split())


def say(client, zh="", en="", path=CONFIRMED, **more):
    form = Page(client.get(path).get_data(as_text=True))
    return client.post(path, data=form.typed(own_words_zh=zh, own_words_en=en, **more))


def write_to(client, event, language):
    """The e-mail that somebody gets who is confirmed."""
    place = make_registration(event, status=Status.PENDING, email=f"{language}@example.com", language=language)
    client.post("/manage/events/spoken/registrations/decide", data={"act": "confirm", "ids": str(place.id)})
    return db.session.scalars(select(OutboxLetter).where(OutboxLetter.to_address == place.email)).one()


def test_every_template_of_an_e_mail_about_events_is_on_the_list(app):
    found = {
        f"{path.parent.parent.name}.{path.stem}"
        for room in ("registration", "signup", "events", "invitations", "data_requests", "delegations")
        for path in (ROOT / "templates").glob(f"*/{room}/mail/*.txt")
        if not path.stem.startswith("_")
    }
    upstairs = {kind.partition(".")[0] for kind in letter_kinds()} & {
        "listings",
        "logistics",
        "meetings",
        "outcomes",
        "surveys",
    }

    assert {kind for kind in letter_kinds() if kind.partition(".")[0] not in upstairs} == found
    assert all((ROOT / "templates" / letter_kinds()[kind].template).is_file() for kind in letter_kinds())


def test_every_kind_is_shown_in_both_languages_before_the_event_is_published_and_nothing_is_stored(client, event):
    shown = client.get(TEXTS).get_data(as_text=True)
    for kind in letter_kinds():
        page = client.get(f"{TEXTS}{kind}/")
        text = plain(page)
        assert page.status_code == 200
        assert f"{TEXTS}{kind}/" in shown
        assert page.get_data(as_text=True).count("<article") == 2
        assert event.title["zh"] in text and event.title["en"] in text
        assert "mark" not in re.sub(r"bookmark|remark", "", text.split("附言")[0])

    assert db.session.scalars(select(OutboxLetter)).all() == []
    assert db.session.scalars(select(Registration)).all() == []
    assert db.session.get(Event, event.id).mail_sequence == 0


def test_the_sample_says_what_the_real_e_mail_says(client, event):
    event.status = EventStatus.PUBLISHED
    sample = plain(client.get(CONFIRMED))
    for language in ("zh", "en"):
        letter = write_to(client, event, language)
        first = next(line for line in letter.text.split("\n") if line and letter.to_name not in line)
        assert letter.subject in sample and first in sample


def test_an_own_sentence_is_in_the_e_mails_of_its_kind_and_language_alone(client, event):
    event.status = EventStatus.PUBLISHED
    assert say(client, zh="请携带身份证。", en="Please bring your passport.").status_code == 303

    chinese, english = write_to(client, event, "zh"), write_to(client, event, "en")

    assert ("请携带身份证。" in chinese.text, "请携带身份证。" in chinese.html) == (True, True)
    assert ("Please bring" in english.text, "Please bring" in english.html) == (True, True)
    assert "passport" not in chinese.text and "身份证" not in english.text
    assert "身份证" not in plain(client.get(f"{TEXTS}registration.waitlisted/"))
    assert "请携带身份证。" in plain(client.get(CONFIRMED)) and "请携带身份证。" in plain(client.get(TEXTS))
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "own_words_set")).one()
    assert entry.changes["own_words"][1] == {"zh": "请携带身份证。", "en": "Please bring your passport."}
    assert "请携带身份证。" in plain(client.get("/manage/events/spoken/history/"))


def test_an_own_sentence_is_text_and_nothing_else(client, event):
    event.status = EventStatus.PUBLISHED
    say(client, zh="<b>请</b> {{ link }} https://evil.example/ &amp;")

    letter = write_to(client, event, "zh")

    assert "<b>请</b> {{ link }} https://evil.example/ &amp;" in letter.text
    assert "&lt;b&gt;请&lt;/b&gt; {{ link }}" in letter.html and "<b>请" not in letter.html
    assert 'href="https://evil.example' not in letter.html
    assert "<b>请</b>" not in client.get(CONFIRMED).get_data(as_text=True)


def test_back_to_none_and_the_e_mails_are_as_they_were_made(client, event):
    event.status = EventStatus.PUBLISHED
    say(client, zh="请携带身份证。")

    client.post(CONFIRMED, data={"none": "1"})

    assert "身份证" not in write_to(client, event, "zh").text
    assert db.session.get(Event, event.id).own_words == {}
    assert "删除附言" not in client.get(CONFIRMED).get_data(as_text=True)


def test_a_sentence_that_is_too_long_is_refused_kept_in_the_form_and_not_saved(client, event):
    page = say(client, zh="长" * 301)

    form = Page(page.get_data(as_text=True))
    assert page.status_code == 422
    assert "own_words_zh" in form.targets()
    assert form.fields["own_words_zh"].values == ["长" * 301]
    assert db.session.get(Event, event.id).own_words == {}


def test_two_people_at_one_sentence_see_both(client, event):
    form = Page(client.get(CONFIRMED).get_data(as_text=True))
    say(client, zh="请携带身份证。")

    page = client.post(CONFIRMED, data=form.typed(own_words_zh="请自备午餐。"))

    assert page.status_code == 409
    assert "请携带身份证。" in plain(page) and "请自备午餐。" in plain(page)


def test_a_kind_that_is_none_is_not_found(client, event):
    for kind in ("registration.nothing", "x" * 300, "..", "registration"):
        assert client.get(f"{TEXTS}{kind}/").status_code == 404


def test_a_copy_of_the_event_has_the_same_sentences(client, event):
    say(client, zh="请携带身份证。")

    client.post("/manage/events/spoken/clone", data={"first_day": "2027-05-12"})

    copy = db.session.scalars(select(Event).where(Event.id != event.id)).one()
    assert copy.own_words == {"registration.confirmed": {"zh": "请携带身份证。"}}
