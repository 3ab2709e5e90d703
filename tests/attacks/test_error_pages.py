"""What an attacker, or a helpless reader, learns from an error.

Of a page that failed the reader could say nothing that the operator would find in the log; the log must not hold what
opens a page. Each error of the server has a number now, and nothing else about it leaves the house. An answer that
says "not now" says when to come back, so that programs do not knock without pause.
"""

from __future__ import annotations

import re

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from tests.conftest import client_of, new_app

SECRET = "made for this test"


@pytest.fixture
def failing(make_app):
    """An application with three pages that fail."""
    site = make_app()

    @site.route("/fails/bug")
    def bug():
        raise RuntimeError(SECRET)

    @site.route("/fails/database")
    def database():
        raise OperationalError("SELECT 1", {}, Exception(SECRET))

    @site.route("/fails/<int:status>")
    def status(status):
        abort(status)

    site.config["PROPAGATE_EXCEPTIONS"] = False
    return client_of(site)


@pytest.mark.parametrize(("path", "status"), [("bug", 500), ("database", 503), ("503", 503), ("501", 501)])
def test_the_number_on_the_page_stands_in_the_log(failing, caplog, path, status):
    answer = failing.get(f"/fails/{path}?lang=en")

    number = re.search(r"Error number: ([0-9a-f]{8})", answer.text)
    assert (answer.status_code, number is not None, SECRET in answer.text) == (status, True, False)
    assert [record.getMessage() for record in caplog.records if f"error {number[1]}:" in record.getMessage()] != []


def test_each_error_has_a_number_of_its_own_and_a_refusal_has_none(failing):
    numbers = {re.search(r"[0-9a-f]{8}(?=</p>)", failing.get("/fails/bug").text)[0] for _time in range(3)}

    assert len(numbers) == 3
    assert "Error number" not in failing.get("/no-such-page?lang=en").text


@pytest.mark.parametrize("path", ["database", "503"])
def test_an_answer_that_says_not_now_says_when(failing, path):
    assert int(failing.get(f"/fails/{path}").headers["Retry-After"]) > 0


def test_an_installation_without_its_schema_says_when_to_ask_again(tmp_path):
    empty = new_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'empty.sqlite'}", INSTANCE_PATH=str(tmp_path))

    answer = client_of(empty).get("/readyz")

    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)
