"""An event with listings of several provinces, as the board shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.models import Listing, ListingSource, ListingState, Side
from eventmgr.matchmaking.listings.services import enter_many
from tests.factories import make_organization
from tests.matchmaking.listings.acting import act

PROVINCES = {"上海": "310000", "安徽": "340000", "湖北": "420000", "湖南": "430000"}


def company(place: str = "上海", number: int = 1, **values: Any):
    """An organization of a province."""
    return make_organization(f"{place}样例{number:03}号装备有限公司", province_code=PROVINCES[place], **values)


def listed(event: Event, organization: Any, title: str, side: Side = Side.SUPPLY, **values: Any) -> Listing:
    """A published listing, unless `state` says otherwise."""
    state = values.pop("state", ListingState.PUBLISHED)
    draft = ListingDraft(side=side, title={"zh": title}, text={"zh": values.pop("text", f"{title}的说明。")}, **values)
    [made] = enter_many(event, [(organization, draft)], source=ListingSource.OFFICE, act=act(), state=state)
    db.session.commit()
    return made


TOMORROW = date(2026, 4, 2)
