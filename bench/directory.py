"""The directory among 100,000 organizations against that among 1,000, request by request in turns.

    python bench/directory.py [--engine postgresql] [--sizes 1000 100000]

As `cases.py` measures.
"""

from __future__ import annotations

import contextlib
from typing import Any

from cases import House, application, main, settle
from sqlalchemy import insert

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import ChainStage, OrganizationProfile
from eventmgr.tools.taxonomy import choices_sectors, choices_topics, provinces
from eventmgr.tools.taxonomy.sizes import SizeClass

LISTS = {
    "first page": "/organizations/",
    "one province": "/organizations/?province=320000",
    "one sector": "/organizations/?sector=C36",
    "one topic": "/organizations/?topic=robot",
    "of one size": "/organizations/?size=small",
    "found by name": "/organizations/?q=%E6%9C%BA%E5%99%A8%E4%BA%BA99",
    "one organization": "/organizations/{slug}/",
}
_AT_ONCE = 1000
_FIELDS = ("机器人", "激光", "轴承", "电机", "模具", "阀门", "检测", "软件")


def opened(stack: contextlib.ExitStack, engine: str, size: int) -> House:
    """A new database of `size` organizations, of which nine in ten agreed to be found."""
    app = application(stack, engine)
    with app.app_context():
        places = [province.code for province in provinces()]
        sectors = [code for some in choices_sectors("zh").values() for code, _name in some]
        topics = [code for some in choices_topics("zh").values() for code, _name in some]
        for start in range(0, size, _AT_ONCE):
            rows = range(start, min(size, start + _AT_ONCE))
            with transaction():
                db.session.execute(insert(Organization), [_organization(n, places, sectors) for n in rows])
                db.session.execute(insert(OrganizationProfile), [_profile(n, sectors, topics) for n in rows])
        settle(engine)
    return House(app.test_client(), "2")


def _organization(number: int, places: list[str], sectors: list[str]) -> dict[str, Any]:
    name = f"样例{_FIELDS[number % len(_FIELDS)]}{number}厂"
    # scattered: neighbours of the list were not entered one after the other
    key = f"yangli {number * 7919 % 1_000_003:07}"
    return {
        "id": number + 1, "name": name, "name_key": folded(name), "pinyin_key": key, "likeness_key": name,
        "province_code": places[number % len(places)], "sector_code": sectors[number % len(sectors)],
        "size_class": list(SizeClass)[number % len(SizeClass)], "created_at": clock.now(),
    }  # fmt: skip


def _profile(number: int, sectors: list[str], topics: list[str]) -> dict[str, Any]:
    at = clock.now()
    return {
        "organization_id": number + 1, "summary": {"zh": "生产样例产品。"}, "sector_codes": [sectors[number * 3 % len(sectors)]],
        "topic_ids": [topics[number % len(topics)]], "chain_stage": list(ChainStage)[number % len(ChainStage)],
        "in_directory": number % 10 != 0, "created_at": at, "updated_at": at,
    }  # fmt: skip


if __name__ == "__main__":
    main(opened, LISTS, __doc__)
