"""A crowd that asks for a page that is not kept yet: one thread makes it, the others get what it has made."""

import threading
import time

import pytest
from flask import make_response

from eventmgr.tools.web.responses import cache
from eventmgr.tools.web.responses.making import Makings
from tests.factories import make_event

CROWD = 6


@pytest.fixture
def slowly(monkeypatch):
    """Answers of kept views take a while, so that a crowd meets in them."""

    def answer(value):
        time.sleep(0.2)
        return make_response(value)

    monkeypatch.setattr(cache, "make_response", answer)


def ask(app, path):
    """What each of a crowd gets: (status, text, ETag)."""
    start, answers = threading.Barrier(CROWD), []

    def one():
        start.wait()
        answer = app.test_client().get(path)
        answers.append((answer.status_code, answer.text, answer.headers.get("ETag")))

    threads = [threading.Thread(target=one) for _ in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def kept(app, result):
    return app.extensions["counters"].read()[f'eventmgr_kept_pages_total{{result="{result}"}}']


def test_a_crowd_at_a_page_that_is_not_kept_makes_it_once_and_gets_the_same(app, slowly):
    make_event(slug="sample")
    before = kept(app, "miss"), kept(app, "hit")

    answers = ask(app, "/events/sample/")
    assert ({status for status, _text, _tag in answers}, len(set(answers)), len(answers)) == ({200}, 1, CROWD)
    assert (kept(app, "miss") - before[0], kept(app, "hit") - before[1]) == (1, CROWD - 1)


def test_they_ask_themselves_where_what_they_waited_for_is_no_page(app, slowly):
    answers = ask(app, "/events/none/")
    assert [status for status, _text, _tag in answers] == [404] * CROWD
    assert app.test_client().get("/events/none/").status_code == 404


def test_who_comes_while_a_page_is_made_waits_until_it_is():
    makings, waited = Makings(), []
    assert makings.begin(("page",))
    other = threading.Thread(target=lambda: waited.append(makings.begin(("page",))))
    other.start()
    other.join(0.05)
    assert (waited, makings.begin(("another",))) == ([], True)
    makings.end(("page",))
    other.join()
    assert (waited, makings.begin(("page",))) == ([False], True)
