"""Any SMS gateway that speaks HTTP, as the settings describe it (docs/inside/short-messages.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from eventmgr.ground.settings import sms_settings
from eventmgr.ground.settings_source import BadSetting
from eventmgr.ground.text import clean_line, whole_number
from eventmgr.tools.channels.posting import TIMEOUT, Answer, Asked, NoAnswer, address_fault, exchange
from eventmgr.tools.channels.protocol import Delivered, Refused, Result, RetryAfter

_MARK = re.compile(r"\{(mobile|text|id|secret)\}")
_LONG_NUMBER = re.compile(r"\d{6,}")
_NOT_NOW = (408, 425, 429, 503)
"""Answers with which nothing was taken."""
_KINDS = {"json": "application/json; charset=utf-8", "form": "application/x-www-form-urlencoded"}
_METHODS = ("POST", "PUT", "GET")
_NOTHING: dict[str, Any] = {}


@dataclass(frozen=True)
class Gateway:
    """One gateway. Text, number and secret are put into the places that the template has for them."""

    url: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "json"
    secret: str = field(default="", repr=False)
    accepted: str = ""
    """`path=value` in the JSON of an answer that says yes; empty: its status alone says so."""
    timeout: float = TIMEOUT

    @property
    def knows_repeats(self) -> bool:
        """Whether the number of the text stands in what is sent."""
        return "{id}" in json.dumps([self.url, dict(self.headers), dict(self.body)])

    def send(self, text: str, to: str, uid: str) -> Result:
        """Hand the text over to the gateway."""
        values = {"text": text, "mobile": to, "id": uid, "secret": self.secret}
        try:
            answer = exchange(self._asked(values), timeout=self.timeout)
        except NoAnswer as error:
            return RetryAfter(str(error), is_certain=error.is_certain)
        return self._judged(answer)

    def _asked(self, values: Mapping[str, str]) -> Asked:
        headers = {name: str(_filled(value, values)) for name, value in self.headers.items()}
        url = _MARK.sub(lambda found: quote(values[found[1]], safe=""), self.url)
        if self.method == "GET":
            return Asked(url, "GET", headers)
        body = _filled(dict(self.body), values)
        sent = json.dumps(body, ensure_ascii=False) if self.kind == "json" else urlencode(body)
        return Asked(url, self.method, {"Content-Type": _KINDS[self.kind], **headers}, sent.encode())

    def _judged(self, answer: Answer) -> Result:
        status = f"HTTP {answer.status}"
        if answer.status in _NOT_NOW:
            return RetryAfter(status, answer.wait)
        if answer.status >= 500:
            return RetryAfter(status, answer.wait, is_certain=False)
        if not 200 <= answer.status < 300:
            return Refused(status)
        if not self.accepted:
            return Delivered()
        path, _sign, wanted = self.accepted.partition("=")
        try:
            value = _at(json.loads(answer.body) if answer.is_whole else _NOTHING, path)
        except (ValueError, LookupError, RecursionError):
            return RetryAfter(f"{status}, an answer without “{path}”", is_certain=False)
        if value == wanted:
            return Delivered()
        said = value.replace(self.secret, "…") if self.secret else value
        return Refused(clean_line(f"{path}: {_LONG_NUMBER.sub('…', said)[:60]}"))


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _MARK.sub(lambda found: values[found[1]], value)
    if isinstance(value, Mapping):
        return {name: _filled(one, values) for name, one in value.items()}
    return [_filled(one, values) for one in value] if isinstance(value, list) else value


def _at(value: Any, path: str) -> str:
    """What stands at `data.0.code`, as a setting writes it.

    Raises:
        LookupError: nothing does.
    """
    for step in path.split("."):
        if isinstance(value, list) and (place := whole_number(step)) is not None:
            value = value[place]
        elif isinstance(value, dict):
            value = value[step]
        else:
            raise LookupError(step)
    return value if isinstance(value, str) else json.dumps(value)


def find_gateway() -> Gateway | None:
    """That of the settings; None: there is none, and no short message is offered anywhere."""
    return _read(sms_settings())


def check_settings(config: Mapping[str, Any]) -> None:
    """An installation does not start with a gateway that could never be asked.

    Raises:
        BadSetting: which one, and the way out.
    """
    gateway = _read(config)
    if gateway is None:
        return
    if fault := address_fault(_MARK.sub("x", gateway.url)):
        raise BadSetting(f"EVENTMGR_SMS_URL {fault}.")
    if _MARK.search(gateway.url.split("/")[2]):
        raise BadSetting("EVENTMGR_SMS_URL has a placeholder in its host name; the host must be fixed.")
    if gateway.method not in _METHODS:
        raise BadSetting(f"EVENTMGR_SMS_METHOD must be one of {', '.join(_METHODS)}.")
    if gateway.kind not in _KINDS:
        raise BadSetting(f"EVENTMGR_SMS_FORMAT must be one of {', '.join(_KINDS)}.")
    if not isinstance(config["SMS_HEADERS"], dict) or not isinstance(config["SMS_BODY"], dict):
        raise BadSetting("EVENTMGR_SMS_HEADERS and EVENTMGR_SMS_BODY are tables of names and values.")
    places = json.dumps([gateway.url, gateway.body if gateway.method != "GET" else ""])
    if "{mobile}" not in places or "{text}" not in places:
        raise BadSetting("EVENTMGR_SMS_BODY (or EVENTMGR_SMS_URL) needs the places {mobile} and {text}.")
    if "{text}" in json.dumps(gateway.headers):
        raise BadSetting("EVENTMGR_SMS_HEADERS cannot hold {text}.")
    if gateway.accepted and "=" not in gateway.accepted:
        raise BadSetting('EVENTMGR_SMS_ACCEPTED must look like "code=0".')


def _read(config: Mapping[str, Any]) -> Gateway | None:
    if not config["SMS_URL"]:
        return None
    return Gateway(
        str(config["SMS_URL"]),
        str(config["SMS_METHOD"]).upper(),
        config["SMS_HEADERS"],
        config["SMS_BODY"],
        str(config["SMS_FORMAT"]),
        str(config["SMS_SECRET"]),
        str(config["SMS_ACCEPTED"]),
    )


def signed(text: str) -> str:
    """The text behind the signature that operators want, as it is billed."""
    signature = str(sms_settings()["SMS_SIGNATURE"]).strip()
    return f"【{signature.strip('【】')}】{text}" if signature else text
