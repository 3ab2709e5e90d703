"""What is typed into a form without an account comes back in the same browser for some days, and nothing sensitive is in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from eventmgr.event.form_drafts.periods import PERIODS
from eventmgr.event.form_drafts.services import MOST_CHARACTERS
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db, transaction
from eventmgr.ground.settings import BadSetting
from tests.conftest import client_of
from tests.event.form_drafts.drafts import FIELDS, SENSITIVE, drafts
from tests.event.registration.views import typed
from tests.factories import NOON, keep, make_event

pytestmark = pytest.mark.usefixtures("frozen")


def address(event):
    return f"/events/{event.slug}/register/draft"


def save(client, event, **values):
    return client.post(address(event), data={"name": "张三", "remarks": "靠窗", **values})


def back(client, event):
    return client.get(address(event)).json["typed"]


def test_it_comes_back_in_the_same_browser_and_nowhere_else(client, app):
    event, other = make_event(), make_event()

    saved = save(client, event)
    save(client, event, name="张三丰")

    cookie = saved.headers["Set-Cookie"]
    assert (saved.status_code, len(drafts())) == (200, 1)
    assert back(client, event) == {"name": ["张三丰"], "remarks": ["靠窗"]}
    assert (back(client, other), back(client_of(app), event)) == ({}, {})
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", f"Path=/events/{event.slug}/register/"))
    assert client.get(address(event)).headers["Cache-Control"] == "private, no-store"
    hints = [one for one in saved.headers.getlist("Set-Cookie") if one.startswith("form_draft_kept=1;")]
    assert [("HttpOnly" in one, f"Path=/events/{event.slug}/register/" in one) for one in hints] == [(False, True)]


def test_the_cookie_is_secure_where_the_site_is(make_app):
    with make_app(BASE_URL="https://example.com").app_context():
        from flask import current_app

        event = make_event()
        answer = save(client_of(current_app._get_current_object()), event)

    assert "Secure" in answer.headers["Set-Cookie"]


def test_it_is_sealed_and_what_is_stored_opens_nothing(client):
    event = make_event()
    cookie = save(client, event).headers["Set-Cookie"].partition("=")[2].partition(";")[0]

    row = db.session.execute(text("SELECT key_hash, typed FROM form_draft")).one()

    assert "张三" not in row.typed
    assert cookie not in row.key_hash


def test_nothing_sensitive_no_consent_and_nothing_unknown_is_kept(client):
    event = make_event(fields=FIELDS)
    own = {"key": "cv", "label": {"zh": "证件"}, "kind": QuestionKind.FILE, "rules": {"needs_reason": True}}
    keep(Question(event_id=event.id, **own))
    keep(Question(event_id=event.id, key="size", label={"zh": "尺码"}, kind=QuestionKind.TEXT))
    keep(
        Question(
            event_id=event.id, key="ours", label={"zh": "内部"}, kind=QuestionKind.TEXT, rules={"office_only": True}
        )
    )

    save(client, event, **SENSITIVE, **{"q_cv-id": "x", "q_size": "L", "q_ours": "x", "q_none": "x", "csrf_token": "x"})

    assert back(client, event) == {"name": ["张三"], "remarks": ["靠窗"], "q_size": ["L"]}
    assert set(drafts()[0].typed) == {"name", "remarks", "q_size"}


def test_it_goes_when_the_form_is_sent_and_stays_when_it_is_refused(client):
    event = make_event()
    save(client, event)

    refused = client.post(f"/events/{event.slug}/register/", data=typed(mobile="12")), len(drafts())
    sent = client.post(f"/events/{event.slug}/register/", data=typed()), drafts()

    assert (refused[0].status_code, refused[1]) == (422, 1)
    assert (sent[0].status_code, sent[1], back(client, event)) == (303, [], {})


def test_it_goes_when_it_is_cleared_or_emptied(client):
    event = make_event()
    save(client, event)
    cleared = client.post(address(event), data={"clear": "1"}), drafts()
    save(client, event)
    client.post(address(event), data={"name": ""})

    assert (cleared[0].status_code, cleared[1], drafts()) == (200, [], [])


def test_it_goes_some_days_after_the_last_entry_as_the_setting_says(client, app, frozen, monkeypatch):
    monkeypatch.setitem(app.config, "DRAFT_DAYS", 2)
    event = make_event()
    save(client, event)
    [period] = PERIODS

    early = period.list_due(NOON + timedelta(hours=47)), back(client, event)
    frozen.shift(48 * 3600)
    late = back(client, event)
    [due] = period.list_due(NOON + timedelta(days=2))
    with transaction():
        gone = period.delete_some(NOON + timedelta(days=2), 10)

    assert early == ([], {"name": ["张三"], "remarks": ["靠窗"]})
    assert (late, due.n, gone, drafts()) == ({}, 1, 1, [])


@pytest.mark.parametrize("days", [0, 15])
def test_a_setting_out_of_bounds_is_refused_by_name(make_app, days):
    with pytest.raises(BadSetting, match="EVENTMGR_DRAFT_DAYS"):
        make_app(DRAFT_DAYS=days)


def test_it_is_bounded_in_size_and_in_number_for_one_address(client, app, monkeypatch):
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    monkeypatch.setattr("eventmgr.event.registration.views.drafting._NEW", 2)
    event = make_event()

    long = save(client, event, remarks="长" * (MOST_CHARACTERS + 1)).status_code, drafts()
    told = [save(client_of(app), event).status_code for _ in range(3)]

    assert long == (200, [])
    assert (told, len(drafts())) == ([200, 200, 429], 2)


def test_another_site_saves_and_clears_nothing(client):
    event = make_event()
    save(client, event)

    answer = client.post(address(event), data={"clear": "1"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert (answer.status_code, len(drafts())) == (403, 1)


def test_the_form_says_so_and_a_draft_event_has_none(client):
    page = client.get(f"/events/{make_event().slug}/register/").text

    assert "加密保存在服务器上，自最后一次填写起保留3天" in page.replace(" ", "")
    assert "data-server-draft=" in page
