"""The form's page, made once and filled in for each visitor, mostly in front of Flask."""

import gzip
import re

import pytest

from eventmgr.events.models import TeamRole
from eventmgr.registration.views import quick
from eventmgr.web.stamps import MAY_LAG
from tests.conftest import client_of
from tests.factories import make_event, make_member
from tests.registration.test_views import post, typed

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def guarded(make_app):
    """An application that checks CSRF tokens."""
    return make_app(WTF_CSRF_ENABLED=True)


@pytest.fixture
def quick_answers(monkeypatch):
    """Grows by one with every page that Flask did not see."""
    answers = []
    make = quick.filled
    monkeypatch.setattr(quick, "filled", lambda *args, **options: answers.append(1) or make(*args, **options))
    return answers


def path_of(event):
    return f"/events/{event.slug}/register/"


def form_of(page):
    """(CSRF token, one-time id)."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    return token, re.search(r'name="form_id" value="([^"]+)"', page.text)[1]


def send(browser, path, page):
    token, form_id = form_of(page)
    return browser.post(path, data=typed(csrf_token=token, form_id=form_id)).status_code


def test_every_visitor_gets_a_token_and_an_id_of_their_own(guarded, quick_answers):
    path = path_of(make_event())
    first, second, third = (client_of(guarded) for _ in range(3))

    pages = [first.get(path), first.get(path), second.get(path), third.get(path)]

    forms = [form_of(page) for page in pages]
    assert len(quick_answers) == 3
    assert len({form_id for _token, form_id in forms}) == 4
    assert len({token.split(".")[0] for token, _form_id in forms}) == 3


def test_the_token_of_a_quick_page_is_accepted_from_its_visitor_only(guarded, quick_answers):
    path = path_of(make_event())
    client_of(guarded).get(path)
    visitor, thief = client_of(guarded), client_of(guarded)

    page = visitor.get(path)
    thief.get(path)

    assert (send(thief, path, page), send(visitor, path, page)) == (400, 303)
    assert len(quick_answers) == 2


def test_a_visitor_with_a_session_keeps_its_secret(guarded, quick_answers):
    path = path_of(make_event())
    visitor = client_of(guarded)
    first = visitor.get(path)

    second = visitor.get(path)

    assert "Set-Cookie" not in second.headers
    assert len(quick_answers) == 1
    assert send(visitor, path, first) == 303


def test_the_cookie_is_as_flask_makes_it(guarded):
    path = path_of(make_event())

    slow, fast = client_of(guarded).get(path), client_of(guarded).get(path)

    said = [page.headers["Set-Cookie"].partition(";")[2] for page in (slow, fast)]
    assert said[0] == said[1]
    ignored = {"Set-Cookie", "Content-Length"}
    assert {k: v for k, v in slow.headers.items() if k not in ignored} == {
        k: v for k, v in fast.headers.items() if k not in ignored
    }


@pytest.mark.parametrize("cookie", ["session=", "session=broken", "session=a.b.c", 'session="', "session=é"])
def test_a_session_that_cannot_be_read_is_left_to_flask(guarded, quick_answers, cookie):
    path = path_of(make_event())
    client_of(guarded).get(path)

    answer = client_of(guarded).get(path, headers={"Cookie": cookie})

    assert answer.status_code == 200
    assert len(quick_answers) in (0, 1)


def test_who_is_signed_in_gets_no_kept_page(app, client, sign_in, quick_answers):
    event = make_event()
    client.get(path_of(event))
    organizer = sign_in(make_member(event, TeamRole.OWNER), client_of(app))

    assert organizer.get(path_of(event)).status_code == 200
    assert quick_answers == []


def test_other_hosts_are_refused_as_ever(client):
    path = path_of(make_event())
    client.get(path)

    assert client.get(path, headers={"Host": "evil.example.com"}).status_code == 400


def test_the_kept_form_is_the_same_page_compressed_and_plain(client):
    path = f"/events/{make_event().slug}/register/"
    client.get(path)

    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})

    text = gzip.decompress(packed.data).decode()
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 2
    assert _without_marks(text) == _without_marks(plain.text)


def _without_marks(text):
    text = re.sub(r'name="form_id" value="[^"]*"', "", text)
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text)


def test_the_kept_form_is_made_anew_when_the_event_changes(client, frozen):
    event = make_event(capacity=1)
    path = f"/events/{event.slug}/register/"
    before = client.get(path).text
    post(client, event)
    frozen.shift(MAY_LAG)

    after = client.get(path).text

    assert ("alert-warning" in before, "alert-warning" in after) == (False, True)
