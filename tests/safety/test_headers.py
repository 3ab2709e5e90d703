"""What every answer tells the browser to do and not to do, and what cookies, redirects and hosts may be."""

from __future__ import annotations

import re

import pytest

from eventmgr.event.registration.letters.writing import check_in_code, my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.web.tokens import read
from tests.access_table.world import make_world
from tests.conftest import client_of
from tests.factories import make_admin, make_event, make_registration, make_user
from tests.safety.requests import PAGES
from tests.safety.worlds import address, lawful_world
from tests.soak import drawn

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]
SECURE = "https://events.example.com"
TOKENS = [rule for rule in PAGES if rule.startswith(("/my/", "/feeds/", "/reset/", "/sign-in/", "/manage/invitations"))]


def policy_of(answer) -> dict[str, str]:
    """Directive → sources."""
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, _blank, sources in (part.strip().partition(" ") for part in parts) if name}


def test_every_answer_carries_a_policy_without_unsafe_words(app, sign_in):
    world, admin = lawful_world(), sign_in(make_admin(), client_of(app))
    for rule in [*drawn(PAGES, 6), "/nowhere", "/manage/events/nowhere/"]:
        answer = admin.get(address(world, rule) if rule in PAGES else rule)
        policy = policy_of(answer)

        assert policy["default-src"] == "'none'", rule
        assert policy.get("script-src", "'none'") in ("'self'", "'none'"), rule
        assert answer.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), rule
        if "sandbox" not in policy:
            assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'"), rule
            assert policy["form-action"] == "'self'", rule
        if not rule.endswith("/html"):  # a letter's preview: styles of mail are inline, nothing else is let through
            assert "unsafe" not in answer.headers["Content-Security-Policy"], rule
        assert answer.headers["X-Content-Type-Options"] == "nosniff", rule
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), rule


def test_the_pages_of_a_link_are_kept_by_nobody_and_tell_no_referrer(app):
    world = lawful_world()
    for rule in TOKENS:
        answer = client_of(app).get(address(world, rule))
        assert "no-store" in answer.headers["Cache-Control"] or "private" in answer.headers["Cache-Control"], rule
        assert "public" not in answer.headers["Cache-Control"], rule
        assert answer.headers["Referrer-Policy"] == "no-referrer", rule


def test_pages_of_organizers_are_kept_by_nobody(app, sign_in):
    world, admin = lawful_world(), sign_in(make_admin(), client_of(app))
    for rule in drawn([rule for rule in PAGES if rule.startswith("/manage/")], 6, turn=1):
        kept = admin.get(address(world, rule)).headers.get("Cache-Control", "")
        assert "no-store" in kept or "private" in kept, rule


def test_cookies_are_for_the_server_alone_and_behind_https_for_https_alone(app, make_app):
    for application, secure in ((app, False), (make_app(BASE_URL=SECURE), True)):
        answer = client_of(application).get("/sign-in?lang=en", base_url=SECURE if secure else None)
        cookies = answer.headers.getlist("Set-Cookie")

        assert sorted(cookie.partition("=")[0] for cookie in cookies) == (
            ["__Host-session", "lang"] if secure else ["lang", "session"]
        )
        for cookie in cookies:
            assert ("HttpOnly" in cookie, "SameSite=Lax" in cookie, "Secure" in cookie) == (True, True, secure)
            assert "Domain=" not in cookie
        assert ("Strict-Transport-Security" in answer.headers) == secure


def test_a_public_page_sets_no_cookie(app):
    world = lawful_world()
    for path in ("/", "/past/", f"/events/{world.event.slug}/", f"/events/{world.event.slug}/agenda/", "/calendar.ics"):
        assert client_of(app).get(path).headers.getlist("Set-Cookie") == [], path


TARGETS = [
    "//evil.example/", "/\\evil.example", "https://evil.example/", "http:evil.example", "javascript:alert(1)",
    "/\t/evil.example", "\\\\evil.example", "/%09/evil.example", " //evil.example", "///evil.example", "/\r\nX: y",
    "/\u2028/evil.example", "//evil.example\\@localhost/", "/..//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_no_form_leads_off_the_site(app, sign_in, target):
    world = lawful_world()
    registration = world.values["registration_id"]
    member = make_user(password_hash=None)
    signed_in = sign_in(member, client_of(app)).get("/sign-in", query_string={"next": target})
    admin = sign_in(make_admin(), client_of(app))
    page = f"/manage/events/{world.event.slug}/registrations/decide"
    decided = admin.post(page, data={"act": "waitlist", "ids": str(registration), "back": target})

    for answer in (signed_in, decided):
        assert answer.status_code == 303
        assert re.match(r"/(manage|%09|%20|\.\.)", answer.location), answer.location


def test_a_session_from_before_sign_in_is_worth_nothing_after_it(app, client):
    """Session fixation: what an attacker planted goes, and the cookie is a new one."""
    from eventmgr.identity.accounts import passwords

    secret = "correct horse battery staple"
    user = make_user("owner@example.com", password_hash=passwords.hash_password(secret))
    with client.session_transaction() as session:
        session["planted"] = "evil"
    before = client.get_cookie("session").value

    client.post("/sign-in", data={"email": "owner@example.com", "password": secret})

    with client.session_transaction() as session:
        assert session.get("planted") is None
    assert user.email in client.get("/manage/account").text
    assert client.get_cookie("session").value != before


def test_the_code_to_scan_is_not_the_address_of_the_page_and_opens_nothing(app, client):
    place = make_registration(make_event())
    code, token = check_in_code(place), my_token(place)

    assert (read("my", code), read("feed", code), read("check-in", token)) == (None, None, None)
    assert [client.get(path.format(code)).status_code for path in ("/my/{}/", "/feeds/{}.ics")] == [404, 404]
    assert code not in client.get(f"/my/{token}/").text
    assert token not in client.get(f"/my/{token}/qr.svg").text


def test_letters_bear_the_address_of_the_setting_whatever_host_was_asked(make_app, app):
    site = make_app(BASE_URL="https://events.example.com", TRUSTED_HOSTS=["other.example.com", "events.example.com"])
    event = make_event()
    typed = {
        "name": "张三", "organization": "湖北样例019号汽车部件有限公司", "unit": "420000", "mobile": "15400000219",
        "email": "zhangsan@example.com", "consent": "y",
    }  # fmt: skip
    headers = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}

    answer = client_of(site).post(
        f"/events/{event.slug}/register/", data=typed, base_url="https://other.example.com", headers=headers
    )

    letter = db.session.query(OutboxLetter).one()
    whole = f"{letter.text}{letter.html}{letter.attachments}{letter.message_id}"
    assert (answer.status_code, answer.location.startswith("/my/")) == (303, True)
    assert "https://events.example.com/my/" in letter.text
    assert [host for host in ("evil.example", "other.example.com", "localhost") if host in whole] == []


def test_forwarded_headers_are_believed_only_from_proxies_that_are_set(app, make_app):
    seen = {}
    for name, site in (("none", app), ("one", make_app(PROXIES=1))):
        with site.test_request_context("/"):
            pass
        headers = {
            "X-Forwarded-For": "203.0.113.9, 203.0.113.10", "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "localhost", "X-Real-IP": "203.0.113.9",
        }  # fmt: skip
        seen[name] = _environ_of(site, headers)

    assert seen == {"none": ("127.0.0.1", "http"), "one": ("203.0.113.10", "http")}


def _environ_of(site, headers):
    """Address and scheme that the application itself sees."""
    from flask import request

    caught = []

    def note():
        caught.append((request.remote_addr, request.scheme))

    site.before_request_funcs.setdefault(None, []).append(note)
    try:
        client_of(site).get("/sign-in", headers=headers)
    finally:
        site.before_request_funcs[None].remove(note)
    return caught[0]


def test_tokens_never_reach_the_log(app, sign_in, caplog):
    caplog.set_level("DEBUG")
    world = make_world()
    place = db.session.get(Registration, world.values["registration_id"])
    token = my_token(place)
    browser = client_of(app)
    for path in (f"/my/{token}/", f"/my/{token}/edit", f"/my/{token}x/", f"/my/{token}/qr.svg"):
        browser.get(path)
    browser.post(f"/my/{token}/withdraw", data={"confirm": "y"})

    own = [record.getMessage() for record in caplog.records if not record.name.startswith("sqlalchemy")]
    assert [line for line in own if token in line] == []


def test_an_error_on_a_page_of_a_link_does_not_write_the_link_down(app, monkeypatch, caplog):
    from eventmgr.event.registration.own_page.views import page as my

    def fail(*_arguments, **_named):
        raise RuntimeError("made for this test")

    place = make_registration(make_event())
    token = my_token(place)
    monkeypatch.setattr(my, "named_lines_of", fail)

    answer = client_of(app).get(f"/my/{token}/")

    assert answer.status_code == 500
    assert token not in caplog.text
