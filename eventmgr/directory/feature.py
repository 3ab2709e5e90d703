"""Persons and organizations."""

from __future__ import annotations

from eventmgr.directory.models import Organization, Person
from eventmgr.directory.periods import PERIODS
from eventmgr.features import Feature

FEATURE = Feature("directory", typed_tables=(Organization, Person), periods=PERIODS)
