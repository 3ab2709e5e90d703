"""The sample is the same every time."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.console.sample import build
from eventmgr.console.sample.dates import Dates
from eventmgr.ground.db import db, transaction
from tests.console.sample.content import digest

DATES = Dates(date(2026, 5, 13))


@pytest.mark.one_engine
def test_the_same_seed_and_anchor_give_the_same_rows(prepared, database):
    _application, test_database = prepared
    with transaction():
        key = build.build(DATES)
    first = digest()
    db.session.remove()
    test_database.reset()

    with transaction():
        again = build.build(DATES)

    assert digest() == first
    assert again == key
