"""What tests of delegations share: liaisons at their page, and e-mails with their links."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from eventmgr.event.delegations.models import Delegation, Liaison
from eventmgr.ground.db import db
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import filled
from tests.conftest import client_of

KIND = "delegations"


def page_of(event: Any, unit: str = "420000", rest: str = "") -> str:
    return f"/delegations/{event.slug}/{unit}/{rest}"


def board_of(event: Any, rest: str = "") -> str:
    return f"/manage/events/{event.slug}/delegations/{rest}"


def in_english(browser: Any) -> Any:
    browser.set_cookie("lang", "en")
    return browser


def entered(app: Any, token: str) -> Any:
    """The browser of a liaison who has used that link."""
    browser = in_english(client_of(app))
    answer = browser.post(f"/delegations/link/{token}/")
    assert answer.status_code == 303, answer.text
    return browser


def letters(kind: str = "") -> list[OutboxLetter]:
    """E-mails of that kind as their readers get them, oldest first."""
    db.session.expire_all()
    query = select(OutboxLetter).where(OutboxLetter.kind.like(f"{KIND}.{kind}%")).order_by(OutboxLetter.id)
    return [filled(letter) for letter in db.session.scalars(query)]


def token_in(letter: OutboxLetter) -> str:
    return re.search(r"/delegations/link/([\w-]+)/", letter.text)[1]


def liaisons(event: Any) -> dict[tuple[str, str], tuple[str, str, str]]:
    """(unit, place) → name, mobile, e-mail."""
    db.session.expire_all()
    rows = db.session.scalars(select(Liaison).where(Liaison.event_id == event.id))
    return {(row.unit_code, row.place.value): (row.name, row.mobile, row.email) for row in rows}


def said(event: Any, unit: str = "420000") -> Delegation | None:
    db.session.expire_all()
    query = select(Delegation).where(Delegation.event_id == event.id, Delegation.unit_code == unit)
    return db.session.scalars(query).one_or_none()
