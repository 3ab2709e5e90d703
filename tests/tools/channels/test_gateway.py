"""The gateway of the settings: what it is asked, how its answers are judged, and the bounds of every exchange."""

from __future__ import annotations

import json
import socket
from urllib.parse import parse_qs, urlsplit

import pytest

from eventmgr.ground.settings import BadSetting
from eventmgr.tools.channels.gateway import Gateway, check_settings, signed
from eventmgr.tools.channels.posting import LONGEST_ANSWER, address_fault
from eventmgr.tools.channels.protocol import Delivered, Refused, RetryAfter
from tests.tools.channels.serving import served

BODY = {"to": ["{mobile}"], "content": "{text}", "ref": "{id}"}


def ask(server, **values):
    return Gateway(server.url, body=BODY, **{"timeout": 5.0, **values}).send("会期“更改”", "13800000001", "u1")


def test_json_has_text_number_id_and_secret_in_their_places():
    with served() as server:
        assert ask(server, headers={"Authorization": "Bearer {secret}"}, secret="k3y") == Delivered()
    method, _path, headers, body = server.got[0]
    assert (method, headers["Authorization"]) == ("POST", "Bearer k3y")
    assert json.loads(body) == {"to": ["13800000001"], "content": "会期“更改”", "ref": "u1"}


def test_a_form_and_an_address_are_written_so_that_no_text_breaks_out():
    text = "a&b=c {mobile}\r\n#?"
    with served() as server:
        Gateway(server.url, body={"m": "{mobile}", "t": "{text}"}, kind="form").send(text, "138", "u")
        Gateway(server.url + "?m={mobile}&t={text}", "GET").send(text, "138", "u")
    assert parse_qs(server.got[0][3].decode()) == {"m": ["138"], "t": [text]}
    assert parse_qs(urlsplit(server.got[1][1]).query) == {"m": ["138"], "t": [text]}


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, Delivered()),
        (204, Delivered()),
        (301, Refused("HTTP 301")),
        (307, Refused("HTTP 307")),
        (400, Refused("HTTP 400")),
        (401, Refused("HTTP 401")),
        (429, RetryAfter("HTTP 429", 7.0)),
        (503, RetryAfter("HTTP 503", 7.0)),
        (500, RetryAfter("HTTP 500", 7.0, is_certain=False)),
    ],
)
def test_statuses_are_judged(status, result):
    headers = {"Retry-After": "7", "Location": "http://127.0.0.1:1/"}
    with served(status=status, headers=headers, body=b"" if status == 204 else b"{}") as server:
        assert ask(server) == result
    assert len(server.got) == 1, "no redirect is followed"


@pytest.mark.parametrize(
    ("body", "result"),
    [
        (b'{"data": [{"code": 0}]}', Delivered()),
        (b'{"data": [{"code": "0"}]}', Delivered()),
        (b'{"data": [{"code": "bad number 13800000001, key k3y"}]}', Refused("data.0.code: bad number …, key …")),
        (b"<html>", RetryAfter("HTTP 200, an answer without “data.0.code”", is_certain=False)),
        (b'{"data": []}', RetryAfter("HTTP 200, an answer without “data.0.code”", is_certain=False)),
        (b" " * (LONGEST_ANSWER + 1), RetryAfter("HTTP 200, an answer without “data.0.code”", is_certain=False)),
        (b"[" * 60_000, RetryAfter("HTTP 200, an answer without “data.0.code”", is_certain=False)),
    ],
)
def test_what_stands_in_the_answer_says_yes_or_no(body, result):
    with served(body=body) as server:
        assert ask(server, accepted="data.0.code=0", secret="k3y") == result


def test_silence_and_dripping_end_in_time_and_leave_it_open():
    with served(pause=1.0) as server:
        assert ask(server, timeout=0.3) == RetryAfter("no answer: TimeoutError", is_certain=False)
    with served(drips=50) as server:
        assert ask(server, timeout=0.5) == RetryAfter("no answer: TimeoutError", is_certain=False)


def test_where_nobody_listens_nothing_was_taken():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    result = Gateway(url, body=BODY).send("t", "1", "u")
    assert isinstance(result, RetryAfter) and result.is_certain


def test_only_a_template_with_the_id_knows_repeats():
    assert Gateway("https://sms.example/", body=BODY).knows_repeats
    assert not Gateway("https://sms.example/", body={"m": "{mobile}", "t": "{text}"}).knows_repeats


@pytest.mark.parametrize(
    "url",
    ["http://sms.example/", "ftp://127.0.0.1/", "https://", "https://u:p@sms.example/", "file:///etc/passwd", "x"],
)
def test_addresses_without_tls_or_with_a_user_are_refused(url):
    assert address_fault(url)
    assert not address_fault("https://sms.example/a") and not address_fault("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMS_URL", "http://sms.example/"),
        ("SMS_URL", "https://{mobile}.example/"),
        ("SMS_METHOD", "DELETE"),
        ("SMS_FORMAT", "xml"),
        ("SMS_BODY", {"m": "{mobile}"}),
        ("SMS_BODY", "x"),
        ("SMS_HEADERS", {"X-Text": "{text}"}),
        ("SMS_ACCEPTED", "code"),
    ],
)
def test_an_installation_does_not_start_with_a_gateway_that_cannot_be_asked(app, name, value, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_URL", "https://sms.example/")
    check_settings(app.config)
    monkeypatch.setitem(app.config, name, value)
    with pytest.raises(BadSetting, match=r"EVENTMGR_SMS_"):
        check_settings(app.config)


def test_the_signature_is_part_of_the_text(app, monkeypatch):
    with app.app_context():
        assert signed("正文") == "正文"
        monkeypatch.setitem(app.config, "SMS_SIGNATURE", "【智造】")
        assert signed("正文") == "【智造】正文"
