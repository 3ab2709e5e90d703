"""Everybody opens everything: no page fails, nothing on a page leads where its reader may not go, every form is taken.

What is crawled through is the sample with one event that has one of everything, all protections on. New pages, forms and
links are crawled through because they stand in the map of addresses, in the tables or on a page; nothing is listed here.
"""

from __future__ import annotations

import pytest

from tests.crawl.crawler import Crawl
from tests.crawl.reasons import UNREACHED
from tests.soak import TIMES

pytestmark = pytest.mark.soak


def test_whatever_stands_on_a_page_can_be_opened_and_sent_by_whoever_reads_it(installation, engine):
    crawl = Crawl(installation, whole=bool(TIMES), turn=int(engine == "postgresql"))
    import os as _os, sys as _sys, json as _json

    t0 = _os.times()
    crawl.run()
    t1 = _os.times()
    _open = open(f"/tmp/crawl_{engine}.json", "w")
    _json.dump(
        {"faults": crawl.faults, "t": [a - b for a, b in zip(t1, t0)], "asked": crawl.asked},
        _open,
        ensure_ascii=False,
        indent=1,
    )
    _open.close()

    answered = {(method, rule.rule) for rule in installation.app.url_map.iter_rules() for method in rule.methods or ()}
    unreached = {f"{method} {rule}" for method, rule in answered - crawl.reached if method in ("GET", "POST")}
    open(f"/tmp/crawl_unreached_{engine}.txt", "w").write("\n".join(sorted(unreached)))
    assert crawl.faults == {}
    assert unreached - set(UNREACHED) == set()
    assert set(UNREACHED) - unreached == set(), "these are reached by now"
