"""Robots of group chats: WeCom, DingTalk and Feishu, each by its documented webhook.

The address that organizers paste has to be one of these three, character by character; of it only the key is kept, and
the host stands here.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.tools.channels.posting import TIMEOUT, Answer, Asked, NoAnswer, exchange
from eventmgr.tools.channels.protocol import Delivered, Refused, Result, RetryAfter

_KEY = r"([0-9A-Za-z_-]{8,128})"
_TOO_MANY_WAIT = 60.0


class Vendor(LabelledEnum):
    """The vendor of the group's robot."""

    WECOM = "wecom", _l("WeCom")
    DINGTALK = "dingtalk", _l("DingTalk")
    FEISHU = "feishu", _l("Feishu")


HOSTS = {
    Vendor.WECOM: "https://qyapi.weixin.qq.com",
    Vendor.DINGTALK: "https://oapi.dingtalk.com",
    Vendor.FEISHU: "https://open.feishu.cn",
}
_PATHS = {
    Vendor.WECOM: "/cgi-bin/webhook/send?key=",
    Vendor.DINGTALK: "/robot/send?access_token=",
    Vendor.FEISHU: "/open-apis/bot/v2/hook/",
}
SIGNED = (Vendor.DINGTALK, Vendor.FEISHU)
"""Those whose robots may want a signature."""
_TOO_MANY = {Vendor.WECOM: ("45009",), Vendor.DINGTALK: ("130101", "410100"), Vendor.FEISHU: ("9499", "11232")}
"""What they say when too much was sent within a minute."""


def read_address(address: str) -> tuple[Vendor, str] | None:
    """Whose webhook it is, and its key; None: it is none."""
    for vendor, host in HOSTS.items():
        found = re.fullmatch(re.escape(host + _PATHS[vendor]) + _KEY, address)
        if found is not None:
            return vendor, found[1]
    return None


@dataclass(frozen=True)
class Robot:
    """One robot of one group."""

    vendor: Vendor
    key: str = field(repr=False)
    secret: str = field(repr=False)
    now: Callable[[], float]
    """Seconds since 1970, for the signature."""
    timeout: float = TIMEOUT

    @property
    def knows_repeats(self) -> bool:
        """Whether the vendor recognizes a repeated message: none does."""
        return False

    def send(self, text: str, _to: str, _uid: str) -> Result:
        """Say it in the group."""
        url = HOSTS[self.vendor] + _PATHS[self.vendor] + self.key
        stamp = self.now()
        if self.vendor is Vendor.FEISHU:
            body: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
            if self.secret:
                body |= {"timestamp": str(int(stamp)), "sign": _sign(f"{int(stamp)}\n{self.secret}", "")}
        else:
            body = {"msgtype": "text", "text": {"content": text}}
            if self.secret:
                milliseconds = str(int(stamp * 1000))
                sign = _sign(self.secret, f"{milliseconds}\n{self.secret}")
                url += "&" + urlencode({"timestamp": milliseconds, "sign": sign})
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            answer = exchange(
                Asked(url, "POST", headers, json.dumps(body, ensure_ascii=False).encode()), timeout=self.timeout
            )
        except NoAnswer as error:
            return RetryAfter(str(error), is_certain=error.is_certain)
        return self._judged(answer)

    def _judged(self, answer: Answer) -> Result:
        status = f"HTTP {answer.status}"
        if answer.status in (429, 503):
            return RetryAfter(status, answer.wait)
        if answer.status >= 500:
            return RetryAfter(status, answer.wait, is_certain=False)
        if answer.status != 200:
            return Refused(status)
        name = "code" if self.vendor is Vendor.FEISHU else "errcode"
        try:
            code = str(json.loads(answer.body)[name])[:20] if answer.is_whole else ""
        except (ValueError, LookupError, TypeError, RecursionError):
            code = ""
        if code == "0":
            return Delivered()
        if not code:
            return RetryAfter(f"{status}, an answer without “{name}”", is_certain=False)
        if code in _TOO_MANY[self.vendor]:
            return RetryAfter(f"{name} {code}", _TOO_MANY_WAIT)
        return Refused(f"{name} {code}")


def _sign(key: str, text: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()
