"""Robots of the three vendors: their addresses, signatures and answers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from eventmgr.tools.channels.protocol import Delivered, Refused, RetryAfter
from eventmgr.tools.channels.robots import HOSTS, Robot, Vendor, read_address
from tests.tools.channels.serving import served

KEY = "0123abcd-4567"
NOW = 1_700_000_000.25


@pytest.fixture
def said(monkeypatch):
    def say(vendor, secret="", **answer):
        with served(**answer) as server:
            monkeypatch.setitem(HOSTS, vendor, server.url.removesuffix("/sms"))
            result = Robot(vendor, KEY, secret, lambda: NOW, timeout=2.0).send("新增 3 条", "", "u")
        return result, server.got

    return say


@pytest.mark.parametrize(
    ("address", "vendor"),
    [
        (f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", Vendor.WECOM),
        (f"https://oapi.dingtalk.com/robot/send?access_token={KEY}", Vendor.DINGTALK),
        (f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}", Vendor.FEISHU),
    ],
)
def test_the_three_addresses_are_known_by_their_every_character(address, vendor):
    assert read_address(address) == (vendor, KEY)
    wrong = (
        address.replace("https", "http"), address.replace("://", "://u@"), address + "/../x", address + "&a=b", address + "\n",
        address.replace(".c", ".c.evil.example/"), address.replace(".c", ":8443.c"), " " + address, address + "#", address[:-13],
    )  # fmt: skip
    assert [read_address(one) for one in wrong] == [None] * len(wrong)


@pytest.mark.parametrize(
    "address", ["", "http://127.0.0.1/", "https://169.254.169.254/latest", "https://open.larksuite.com/x"]
)
def test_nothing_else_is_asked(address):
    assert read_address(address) is None


def test_wecom_gets_its_json(said):
    result, got = said(Vendor.WECOM, body=b'{"errcode":0,"errmsg":"ok"}')
    assert result == Delivered()
    assert got[0][1] == f"/cgi-bin/webhook/send?key={KEY}"
    assert json.loads(got[0][3]) == {"msgtype": "text", "text": {"content": "新增 3 条"}}


def test_dingtalk_is_signed_in_the_address(said):
    result, got = said(Vendor.DINGTALK, "SECx", body=b'{"errcode":0}')
    assert result == Delivered()
    query = parse_qs(urlsplit(got[0][1]).query)
    sign = base64.b64encode(hmac.new(b"SECx", b"1700000000250\nSECx", hashlib.sha256).digest()).decode()
    assert query == {"access_token": [KEY], "timestamp": ["1700000000250"], "sign": [sign]}


def test_feishu_is_signed_in_the_json(said):
    result, got = said(Vendor.FEISHU, "s3", body=b'{"code":0,"msg":"success"}')
    assert result == Delivered()
    sign = base64.b64encode(hmac.new(b"1700000000\ns3", b"", hashlib.sha256).digest()).decode()
    assert json.loads(got[0][3]) == {
        "timestamp": "1700000000", "sign": sign, "msg_type": "text", "content": {"text": "新增 3 条"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("vendor", "answer", "result"),
    [
        (Vendor.WECOM, {"body": b'{"errcode":93000,"errmsg":"invalid webhook"}'}, Refused("errcode 93000")),
        (Vendor.WECOM, {"body": b'{"errcode":45009}'}, RetryAfter("errcode 45009", 60.0)),
        (Vendor.DINGTALK, {"body": b'{"errcode":310000}'}, Refused("errcode 310000")),
        (Vendor.FEISHU, {"body": b'{"code":19021}'}, Refused("code 19021")),
        (Vendor.FEISHU, {"body": b"[]"}, RetryAfter("HTTP 200, an answer without “code”", is_certain=False)),
        (Vendor.FEISHU, {"status": 302, "headers": {"Location": "http://127.0.0.1:1/"}}, Refused("HTTP 302")),
        (Vendor.FEISHU, {"status": 500}, RetryAfter("HTTP 500", is_certain=False)),
        (Vendor.FEISHU, {"status": 429}, RetryAfter("HTTP 429")),
    ],
)
def test_answers_are_judged(said, vendor, answer, result):
    assert said(vendor, **answer)[0] == result
