"""The list of investment offers among 100,000 against that among 1,000, request by request in turns.

    python bench/investment.py [--engine postgresql] [--sizes 1000 100000]

As `cases.py` measures.
"""

from __future__ import annotations

import contextlib
from datetime import timedelta

from cases import House, application, main, settle
from sqlalchemy import insert, select

from eventmgr.console.sample.investment import add_investment
from eventmgr.ground import clock
from eventmgr.ground.columns import own_values
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings.models import Listing

LISTS = {
    "first page": "/investment/",
    "parks": "/investment/?kind=park",
    "one province": "/investment/?province=320000",
    "plant up to 12 yuan": "/investment/?use=plant_rent&price_to=12",
    "rare: seed funds": "/investment/?stage=seed",
    "none: 5,000 mu": "/investment/?land=5000",
    "found by text": "/investment/?q=%E8%88%AA%E7%A9%BA",
    "Atom": "/investment/feed.atom",
}
_AT_ONCE = 1000


def opened(stack: contextlib.ExitStack, engine: str, size: int) -> House:
    """A new database of `size` offers, those of the sample again and again."""
    app = application(stack, engine)
    with app.app_context():
        with transaction():
            add_investment(clock.now())
        listings = list(db.session.scalars(select(Listing).order_by(Listing.id)))
        rows = [
            own_values(one) | {"organization_id": one.organization_id, "published_at": one.published_at}
            for one in listings
        ]
        for start in range(len(rows), size, _AT_ONCE):
            copies = [
                rows[place % len(rows)]
                | {
                    "id": 1_000_000 + place,
                    "published_at": rows[place % len(rows)]["published_at"] - timedelta(minutes=place),
                }
                for place in range(start, min(size, start + _AT_ONCE))
            ]
            with transaction():
                db.session.execute(insert(Listing), copies)
        settle(engine)
    return House(app.test_client(), "")


if __name__ == "__main__":
    main(opened, LISTS, __doc__)
