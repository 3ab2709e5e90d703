"""Everybody opens everything: no page fails, nothing on a page leads where its reader may not go, every form is taken.

What is crawled through is the sample with one event that has one of everything, all protections on. New pages, forms and
links are crawled through because they stand in the map of addresses, in the tables or on a page; nothing is listed here.
"""

from __future__ import annotations

import pytest

from tests.crawl.crawler import Crawl
from tests.crawl.reasons import UNREACHED
from tests.soak import TIMES, either

pytestmark = pytest.mark.soak
FEW = 12
"""So many addresses the share of objects that is opened in `make test` may miss; a soak reaches all."""


def test_whatever_stands_on_a_page_can_be_opened_and_sent_by_whoever_reads_it(installation, engine):
    crawl = Crawl(installation, whole=bool(TIMES), turn=int(engine == "postgresql"))
    crawl.run()

    rules = {rule.rule for rule in installation.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    unreached = rules - {rule for method, rule in crawl.reached if method == "GET"}
    assert not crawl.faults, "\n".join(f"{what}\n    {where}" for what, where in sorted(crawl.faults.items()))
    assert len(unreached - set(UNREACHED)) <= either(FEW, 0), sorted(unreached - set(UNREACHED))
    if TIMES:
        assert sorted(set(UNREACHED) - unreached) == [], "these are reached by now"
