"""Everybody opens everything: no page fails, nothing on a page leads where its reader may not go, every form is taken.

What is crawled through is the sample with one event that has one of everything, all protections on. New pages, forms and
links are crawled through because they stand in the map of addresses, in the tables or on a page; nothing is listed here.
"""

from __future__ import annotations

import pytest

from tests.crawl.crawler import Crawl
from tests.crawl.reasons import UNREACHED, UNSENT
from tests.soak import TIMES

pytestmark = [pytest.mark.soak, pytest.mark.engines_differ]  # what else is asked on PostgreSQL counts on this


def test_whatever_stands_on_a_page_can_be_opened_and_sent_by_whoever_reads_it(installation, engine):
    named = set(UNREACHED) | set(UNSENT)
    crawl = Crawl(installation, whole=bool(TIMES), turn=int(engine == "postgresql"), unreached=named)
    looks = engine != "postgresql" or bool(TIMES)
    crawl.run(looking=looks)

    assert not crawl.faults, "\n".join(f"{what}\n    {where}" for what, where in sorted(crawl.faults.items()))
    if looks:
        assert sorted(crawl.missing() - named) == [], "nobody has come there"
    if TIMES:
        assert sorted(named - crawl.missing()) == [], "these are reached by now"
