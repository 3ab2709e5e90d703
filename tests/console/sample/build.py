"""Steps of the tests of build, which others take too."""

from __future__ import annotations

from datetime import date

from eventmgr.console.sample.dates import Dates

DATES = Dates(date(2026, 5, 13))
