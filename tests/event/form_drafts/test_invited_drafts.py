"""What is typed into a form that an invitation opened comes back behind the same link alone, and goes with the invitation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.form_drafts.periods import PERIODS
from eventmgr.event.invitations import services
from eventmgr.ground.db import transaction
from tests.conftest import client_of
from tests.event.form_drafts.drafts import FIELDS, SENSITIVE, drafts
from tests.event.invitations.inviting import act, coded, invited, link_of
from tests.event.registration.views import typed
from tests.factories import NOON, make_event

pytestmark = pytest.mark.usefixtures("frozen")
TYPED = {"name": "张三", "remarks": "靠窗"}


def save(client, invitation, **values):
    return client.post(f"{link_of(invitation)}draft", data={**TYPED, **values})


def back(client, address):
    return client.get(f"{address}draft").json["typed"]


def brought(client, address, saved):
    """The same where a browser is made to send the key of another form."""
    key = saved.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    client.set_cookie("form_draft", key, path=address)
    return back(client, address)


def test_it_comes_back_behind_the_same_link_and_nowhere_else(client, app):
    event = make_event()
    own, other = invited(event), invited(event, "李四", "li@example.com")
    public = f"/events/{event.slug}/register/"

    saved = save(client, own)
    page = client.get(link_of(own)).text

    assert (saved.json, len(drafts()), back(client, link_of(own))) == (
        {"kept": True},
        1,
        {"name": ["张三"], "remarks": ["靠窗"]},
    )
    assert [back(client, link_of(other)), back(client, public), back(client_of(app), link_of(own))] == [{}, {}, {}]
    assert [brought(client, address, saved) for address in (link_of(other), public)] == [{}, {}]
    assert f'data-server-draft="{link_of(own)}draft"' in page and f'data-draft="register:{event.slug}:{own.id}"' in page
    assert "加密保存在服务器上，自最后一次填写起保留3天" in page.replace(" ", "")
    for cookie in saved.headers.getlist("Set-Cookie"):
        assert f"Path={link_of(own)}" in cookie and "SameSite=Lax" in cookie
    assert "HttpOnly" in saved.headers["Set-Cookie"]


def test_a_key_of_the_public_form_opens_nothing_behind_a_link(client):
    event = make_event()
    own = invited(event)
    saved = client.post(f"/events/{event.slug}/register/draft", data=TYPED)

    assert brought(client, link_of(own), saved) == {}


def test_a_code_of_many_keeps_what_each_of_them_types_apart(client, app):
    invitation, another = coded(make_event()), client_of(app)
    save(client, invitation)
    save(another, invitation, name="李四")

    assert [back(one, link_of(invitation))["name"] for one in (client, another)] == [["张三"], ["李四"]]


def test_nothing_sensitive_and_no_consent_is_kept_of_it_either(client):
    invitation = invited(make_event(fields=FIELDS))
    save(client, invitation, **SENSITIVE)

    assert back(client, link_of(invitation)) == {"name": ["张三"], "remarks": ["靠窗"]}


def test_it_goes_when_the_form_is_sent_and_stays_when_it_is_refused(client, app):
    invitation, another = coded(make_event()), client_of(app)
    save(client, invitation)
    save(another, invitation)

    refused = client.post(link_of(invitation), data=typed(mobile="12")), len(drafts())
    sent = client.post(link_of(invitation), data=typed())

    assert (refused[0].status_code, refused[1]) == (422, 2)
    assert (sent.status_code, len(drafts()), back(client, link_of(invitation))) == (303, 1, {})
    assert back(another, link_of(invitation))["name"] == ["张三"], "somebody else's stays"


@pytest.mark.parametrize("verb", [services.revoke, services.renew_link])
def test_it_goes_when_the_links_of_the_invitation_are_void(client, verb):
    event = make_event()
    own, other = invited(event), invited(event, "李四", "li@example.com")
    address = link_of(own)
    save(client, own)
    save(client, other)
    client.post(f"/events/{event.slug}/register/draft", data=TYPED)

    with transaction():
        verb(event, own, act=act())
    shown, saved = client.get(f"{address}draft"), client.post(f"{address}draft", data=TYPED)

    assert len(drafts()) == 2 and back(client, link_of(other)) != {}
    assert shown.status_code >= 400 and saved.status_code >= 400 and "张三" not in shown.text
    assert len(drafts()) == 2


def test_an_invitation_that_begins_with_the_same_digits_loses_nothing(client):
    event = make_event()
    rows = [invited(event, f"甲{number}", f"a{number}@example.com") for number in range(11)]
    first, tenth = rows[0], next(row for row in rows[1:] if str(row.id).startswith(str(rows[0].id)))
    save(client, tenth)

    with transaction():
        services.revoke(event, first, act=act())

    assert back(client, link_of(tenth)) != {}


def test_it_goes_some_days_after_the_last_entry(client, frozen):
    invitation = invited(make_event())
    save(client, invitation)
    [period] = PERIODS
    frozen.shift(3 * 86_400)

    late = back(client, link_of(invitation))
    with transaction():
        gone = period.delete_some(NOON + timedelta(days=3), 10)

    assert (late, gone, drafts()) == ({}, 1, [])


def test_who_may_not_register_any_more_keeps_nothing(client):
    event = make_event()
    over = invited(event, expires_at=NOON - timedelta(hours=1))
    open_one = invited(event, "李四", "li@example.com")
    another_site = client.post(f"{link_of(open_one)}draft", data=TYPED, headers={"Sec-Fetch-Site": "cross-site"})

    assert (save(client, over).status_code >= 400, another_site.status_code, drafts()) == (True, 403, [])
