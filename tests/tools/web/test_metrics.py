"""/metrics: what is counted, that processes add up, and who may read it."""

from __future__ import annotations

import os
import re

import pytest

from eventmgr.ground.jobs.models import Job
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from eventmgr.tools.web.monitoring.counters import Counters
from tests.conftest import client_of
from tests.factories import NOON, keep, make_event


def figures(client, **options):
    """The lines of /metrics as a dictionary."""
    text = client.get("/metrics", **options).get_data(as_text=True)
    return {key: int(n) for key, n in re.findall(r"^(eventmgr_\S+) (\d+)$", text, re.MULTILINE)}


def test_answers_are_counted_by_class_of_status_and_kept_pages_too(make_app):
    client = client_of(make_app())
    event = make_event()
    for path in (f"/events/{event.slug}/", f"/events/{event.slug}/", "/nowhere"):
        client.get(path)

    found = figures(client)

    assert found['eventmgr_requests_total{status="2xx"}'] == 2
    assert found['eventmgr_requests_total{status="4xx"}'] == 1
    assert found['eventmgr_refusals_total{status="404",kind="NotFound"}'] == 1
    assert found['eventmgr_kept_pages_total{result="hit"}'] == 1
    assert found['eventmgr_kept_pages_total{result="miss"}'] == 1


def test_letters_and_timed_work_are_told_from_the_database(app, client):
    for number, state in enumerate([LetterState.DUE, LetterState.SENT, LetterState.SENT]):
        keep(
            OutboxLetter(
                kind="reset", message_id=f"<{number}@example.com>", language="zh", to_address="a@example.com", subject="s",
                text="t", html="h", state=state, created_at=NOON,
            )
        )  # fmt: skip
    keep(Job(kind="accounts.reset", due_at=NOON, created_at=NOON))
    keep(Job(kind="accounts.reset", due_at=None, created_at=NOON))

    found = figures(client)

    counts = [found[f'eventmgr_letters{{state="{state.value}"}}'] for state in LetterState]
    assert (counts, found["eventmgr_jobs_due"]) == ([1, 0, 2, 0, 0, 0, 0], 1)


def test_a_failed_sign_in_is_counted_and_stands_in_the_log_without_the_address(make_app, caplog):
    client = client_of(make_app())

    client.post("/sign-in", data={"email": "somebody@example.com", "password": "not the password"})

    assert figures(client)['eventmgr_failed_sign_ins_total{reason="password"}'] == 1
    assert 'failed_sign_ins{reason="password"}' in caplog.messages
    assert "somebody" not in caplog.text


def test_a_refusal_leaves_one_line_that_names_the_route_and_not_the_address(client, caplog):
    client.get("/my/secret-of-somebody/")
    client.get("/secret-of-somebody")

    assert caplog.messages == ["refused 404 WrongLink: GET /my/<token>/", "refused 404 NotFound: GET (no such address)"]


@pytest.mark.parametrize(
    ("settings", "request_", "status"),
    [
        ({}, {"environ_base": {"REMOTE_ADDR": "127.0.0.1"}}, 200),
        ({}, {"environ_base": {"REMOTE_ADDR": "::1"}}, 200),
        ({}, {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}, 404),
        ({}, {"headers": {"X-Forwarded-For": "203.0.113.9"}}, 404),
        ({"PROXIES": 1}, {"headers": {"X-Forwarded-For": "203.0.113.9"}}, 404),
        ({"METRICS_PEERS": ["203.0.113.0/24"]}, {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}, 200),
        ({"METRICS_PEERS": []}, {}, 404),
        ({"METRICS_PEERS": []}, {"headers": {"Authorization": "Bearer "}}, 404),
        (
            {"METRICS_PEERS": [], "METRICS_TOKEN": "a token of mine"},
            {"headers": {"Authorization": "Bearer other"}},
            404,
        ),
        (
            {"METRICS_PEERS": [], "METRICS_TOKEN": "a token of mine"},
            {"headers": {"Authorization": "Bearer a token of mine"}},
            200,
        ),
    ],
)
def test_only_listed_callers_and_holders_of_the_token_read_the_figures(make_app, settings, request_, status):
    assert client_of(make_app(**settings)).get("/metrics", **request_).status_code == status


def in_a_process(work):
    """Run `work` in a forked process that ends without a farewell."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    os.waitpid(pid, 0)


def test_processes_add_up_and_a_successor_goes_on_where_a_dead_one_stopped():
    counters = Counters()
    counters.share()
    counters.add("a")
    in_a_process(lambda: counters.add("a", 10))
    in_a_process(lambda: [counters.add("b"), counters.add("a", 100)])

    assert counters.read() == {"a": 111, "b": 1}


def test_more_names_than_there_is_room_for_are_a_mistake():
    counters = Counters()
    with pytest.raises(ValueError, match="too many different counts"):
        for number in range(200):
            counters.add(f"name {number}")
