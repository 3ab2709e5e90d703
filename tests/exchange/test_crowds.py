"""In a crowd each form that anybody may send costs its sender some computing, and is then taken (S8)."""

from __future__ import annotations

import re

import pytest

from eventmgr.ground.db import db
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.web.rate_limits.proof_of_work import PATIENCE, is_solved
from tests.exchange.calls.factories import TYPED as CASE
from tests.exchange.calls.factories import make_call
from tests.exchange.desk.requests import TYPED as QUESTION
from tests.exchange.entries.factories import TYPED as ENTRY
from tests.exchange.investment.factories import TYPED as ENQUIRY
from tests.exchange.investment.factories import make_offer
from tests.rows import count

pytestmark = pytest.mark.usefixtures("frozen", "database")
OPEN_FORMS = {
    "calls": (lambda: f"/cases/calls/{make_call().slug}/submit", CASE),
    "desk": (lambda: "/desk/ask", QUESTION),
    "entries": (lambda: "/organizations/join", ENTRY),
    "enquiries": (lambda: f"/investment/{make_offer('样例产业园').id}/ask", ENQUIRY),
    "news": (lambda: "/policies/subscribe", {"email": "reader@example.com"}),
}


@pytest.mark.parametrize("name", OPEN_FORMS)
def test_a_form_of_a_crowd_comes_back_with_a_puzzle_and_is_taken_with_its_solution(make_app, name):
    app = make_app(RATELIMIT_ENABLED=True, PROOF_OF_WORK_AFTER=1)
    find_address, typed = OPEN_FORMS[name]
    address, client = find_address(), app.test_client()
    second = typed | {"email": "second@example.com"}

    client.post(address, data=typed)
    before = count(OutboxLetter)
    asked = client.post(address, data=second)
    held = count(OutboxLetter)
    puzzle = re.search(r'data-puzzle="([^"]+)"', asked.text)[1]
    solution = next(str(number) for number in range(10**5) if is_solved(puzzle, str(number)))
    taken = client.post(address, data=second | {"puzzle": puzzle, "solution": solution})

    db.session.rollback()  # the other application has written meanwhile
    assert (asked.status_code, asked.headers["Retry-After"], held) == (429, str(PATIENCE), before)
    assert (taken.status_code in (200, 303), count(OutboxLetter) > before) == (True, True)
