"""A check-in device as a program: it keeps what it tells until the server has taken it."""

from __future__ import annotations

import uuid
from typing import Any

from eventmgr.ground import clock

ROOT = "/checkin/device/"


def milliseconds(at):
    return round(at.timestamp() * 1000)


class Phone:
    """A device with a token, over a test client.

    Args:
        ahead: by how much its clock is ahead, in milliseconds.
    """

    def __init__(self, browser: Any, token: str, ahead: int = 0) -> None:
        self.browser, self.token, self.ahead = browser, token, ahead
        self.unsent: list[dict[str, Any]] = []

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def now(self) -> int:
        return milliseconds(clock.now()) + self.ahead

    def tell(self, kind="in", **values: Any) -> str:
        """Keep an act; its key."""
        act = {"key": str(uuid.uuid4()), "kind": kind, "at": self.now(), "list": 0, **values}
        self.unsent.append(act)
        return act["key"]

    def get(self, path: str, **headers: str) -> Any:
        return self.browser.get(ROOT + path, headers=self.headers | headers)

    def post(self, path: str, body: Any) -> Any:
        return self.browser.post(ROOT + path, json=body, headers=self.headers)

    def push(self, **values: Any) -> Any:
        """Send what is kept, and forget what was taken."""
        answer = self.post("acts", {"acts": self.unsent, "clock": self.now(), "waiting": 0, **values})
        if answer.status_code == 200:
            taken = {*answer.json["taken"], *answer.json["bad"]}
            self.unsent = [act for act in self.unsent if act["key"] not in taken]
        return answer
