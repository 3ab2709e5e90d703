"""What tests of listings share: the pages of a company, forms filled in, e-mails with their links."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings.letters import company_token
from eventmgr.matchmaking.listings.models import Listing, OrganizationProfile
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import filled

TYPED = {
    "side": "demand", "kind": "product", "title_en": "Pump housings sought", "text_en": "Cast iron, 2,000 a month.",
    "shown_to": "organizers",
}  # fmt: skip


def in_english(browser: Any) -> Any:
    browser.set_cookie("lang", "en")
    return browser


def page_of(keeper: Any, rest: str = "") -> str:
    """The address of the company's page for this keeper as it stands now."""
    db.session.expire_all()
    profile = db.session.scalars(
        select(OrganizationProfile).where(OrganizationProfile.organization_id == keeper.organization_id)
    ).one()
    return f"/companies/{company_token(keeper, profile)}/{rest}"


def office_page(event: Any, rest: str = "") -> str:
    return f"/manage/events/{event.slug}/listings/{rest}"


def unit_page(event: Any, unit: str = "420000", rest: str = "") -> str:
    return f"/delegations/{event.slug}/{unit}/listings/{rest}"


def letters(kind: str = "") -> list[OutboxLetter]:
    """E-mails of that kind as their readers get them, oldest first."""
    db.session.expire_all()
    query = select(OutboxLetter).where(OutboxLetter.kind.like(f"listings.{kind}%")).order_by(OutboxLetter.id)
    return [filled(letter) for letter in db.session.scalars(query)]


def address_in(letter: OutboxLetter) -> str:
    return re.search(r"/companies/[\w-]+/", letter.text)[0]


def listings(**where: Any) -> list[Listing]:
    db.session.expire_all()
    query = select(Listing).order_by(Listing.id)
    return list(db.session.scalars(query.filter_by(**where)))


def do(verb: Any, *things: Any, **options: Any) -> Any:
    with transaction():
        return verb(*things, act=act(), **options)


def act() -> Act:
    return Act(SYSTEM, clock.now())


def hidden(page: Any) -> dict[str, str]:
    """Hidden fields of a page as a browser would send them."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
