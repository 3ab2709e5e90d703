"""In a crowd each registration costs its sender some computing, or patience; nobody is shut out, nothing is asked before."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.jobs.models import Job
from eventmgr.tools.web.rate_limits.proof_of_work import PATIENCE, is_solved
from tests.event.forms.answer_files.files import make_asking_event, upload
from tests.event.registration.views import typed
from tests.factories import make_event
from tests.tools.web.filled_forms import Page

FREE = 2
PEOPLE = iter(range(10**6))


@pytest.fixture
def crowded(make_app, frozen):
    """An application that asks for work above two forms, with an event, and how to send it one from an address."""
    app = make_app(RATELIMIT_ENABLED=True, PROOF_OF_WORK_AFTER=FREE)
    with app.app_context():
        return Crowd(app.test_client(), make_event(capacity=100).slug)


class Crowd:
    """Sends forms of people who are all different."""

    def __init__(self, client, slug):
        self.client, self.slug = client, slug

    def send(self, caller="192.0.2.1", slug="", **fields):
        number = next(PEOPLE)
        form = typed(name="王芳", mobile=f"139{number:08d}", email="") | fields
        address = f"/events/{slug or self.slug}/register/"
        return self.client.post(address, data=form, environ_base={"REMOTE_ADDR": caller})

    def fill(self):
        return [self.send().status_code for _ in range(FREE)]


def puzzle_of(answer):
    return re.search(r'data-puzzle="([^"]+)"', answer.text)[1]


def solution_of(puzzle):
    return next(str(number) for number in range(10**5) if is_solved(puzzle, str(number)))


def links_to_send():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Job).where(Job.kind == "registration.send_link"))


def count():
    return db.session.scalar(select(func.count()).select_from(Registration))


def test_below_the_threshold_nothing_is_asked_and_above_it_the_form_comes_back_with_all_that_was_typed(crowded):
    sent = crowded.fill()

    answer = crowded.send(title="高级工程师", remarks="<素食>")

    assert (sent, answer.status_code, answer.headers["Retry-After"], count()) == ([303, 303], 429, str(PATIENCE), FREE)
    assert ('name="title" value="高级工程师"' in answer.text, 'value="&lt;素食&gt;"' in answer.text) == (True, True)


def test_with_the_solution_the_place_is_given_and_the_puzzle_is_spent(crowded):
    crowded.fill()
    puzzle = puzzle_of(crowded.send())
    proof = {"puzzle": puzzle, "solution": solution_of(puzzle)}

    first, second = crowded.send(**proof), crowded.send(**proof)

    assert (first.status_code, second.status_code, count()) == (303, 429, FREE + 1)
    assert puzzle_of(second) != puzzle


@pytest.mark.parametrize("wrong", ["", "-1", "٣", "1" * 13, "x"])
def test_what_is_no_solution_has_the_same_puzzle_to_solve(crowded, wrong):
    crowded.fill()
    puzzle = puzzle_of(crowded.send())

    answer = crowded.send(puzzle=puzzle, solution=wrong)

    assert (answer.status_code, puzzle_of(answer), count()) == (429, puzzle, FREE)


def test_a_puzzle_of_another_event_an_old_one_and_a_made_up_one_count_for_nothing(crowded, frozen):
    other = make_event(slug="other", capacity=9).slug
    crowded.fill()
    for _ in range(FREE):
        crowded.send(slug=other)
    foreign = puzzle_of(crowded.send(slug=other))
    made_up = foreign[:-1] + ("A" if foreign[-1] != "A" else "B")
    for puzzle in (foreign, made_up, "", "1.2", "名"):
        answer = crowded.send(puzzle=puzzle, solution="1")
        assert (answer.status_code, puzzle_of(answer) != puzzle) == (429, True)
    old = puzzle_of(crowded.send())
    frozen.shift(timedelta(minutes=16))
    crowded.fill()
    assert crowded.send(puzzle=old, solution=solution_of(old)).status_code == 429


def test_a_puzzle_holds_though_the_clock_is_set_back_since(crowded, frozen):
    crowded.fill()
    puzzle = puzzle_of(crowded.send())
    frozen.shift(-2)

    assert crowded.send(puzzle=puzzle, solution=solution_of(puzzle)).status_code == 303


def test_who_runs_no_scripts_waits_and_some_may_do_so_within_a_minute(crowded, frozen):
    crowded.fill()
    waiting = [puzzle_of(crowded.send()) for _ in range(5)]
    early = crowded.send(puzzle=waiting[0])
    frozen.shift(PATIENCE)

    later = [crowded.send(puzzle=puzzle).status_code for puzzle in waiting]

    assert (early.status_code, later) == (429, [303, 303, 303, 429, 429])


def test_many_addresses_together_are_a_crowd_of_the_event_and_other_events_stay_free(crowded):
    sent = [crowded.send(caller=f"192.0.2.{number}").status_code for number in range(4 * FREE)]

    at_this = crowded.send(caller="192.0.2.99").status_code
    at_another = crowded.send(caller="192.0.2.99", slug=make_event(slug="quiet", capacity=9).slug).status_code

    assert (set(sent), at_this, at_another) == ({303}, 429, 303)


def test_what_people_do_not_see_must_stay_empty_and_the_form_says_so(crowded):
    crowded.fill()
    puzzle = puzzle_of(crowded.send())

    answer = crowded.send(
        puzzle=puzzle, solution=solution_of(puzzle), website="https://example.com", title="高级工程师"
    )

    assert (answer.status_code, count()) == (400, FREE)
    assert ("不对外显示的栏目" in answer.text, 'value="高级工程师"' in answer.text) == (True, True)


def test_a_file_that_came_with_the_form_is_not_lost(crowded):
    event = make_asking_event(slug="asking", capacity=100)
    for _ in range(FREE):
        upload(crowded.client, event, mobile=f"139{next(PEOPLE):08d}")

    page = upload(crowded.client, event, mobile=f"139{next(PEOPLE):08d}")
    sent = Page(page.text).typed(puzzle=puzzle_of(page), solution=solution_of(puzzle_of(page)))
    answer = crowded.client.post(f"/events/{event.slug}/register/", data=sent)

    assert (page.status_code, answer.status_code) == (429, 303)
    assert "推荐表.pdf" in crowded.client.get(answer.location).text


def test_nought_asks_for_no_work(make_app, frozen):
    app = make_app(RATELIMIT_ENABLED=True, PROOF_OF_WORK_AFTER=0)
    with app.app_context():
        crowd = Crowd(app.test_client(), make_event(capacity=100).slug)
        assert [crowd.send().status_code for _ in range(12)] == [303] * 12


def test_asking_for_links_again_costs_work_after_a_sixth_as_many_and_nothing_is_queued_before(crowded):
    crowded.client.application.config["PROOF_OF_WORK_AFTER"] = 6 * FREE
    crowded.send(name="王芳", mobile="13700000001", email="wang@example.com")
    address = f"/events/{crowded.slug}/register/link"
    asked = {"name": "王芳", "mobile": "13700000001"}
    others = [crowded.client.post(address, data=asked | {"mobile": f"1380000000{n}"}).status_code for n in range(FREE)]

    told = crowded.client.post(address, data=asked)
    puzzle = puzzle_of(told)
    waiting = links_to_send()
    answer = crowded.client.post(address, data=asked | {"puzzle": puzzle, "solution": solution_of(puzzle)})

    assert (others, told.status_code, waiting) == ([200] * FREE, 429, FREE)
    assert (answer.status_code, links_to_send()) == (200, FREE + 1)
