"""Drafts of registration forms."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.form_drafts.periods import PERIODS

FEATURE = Feature("form_drafts", periods=PERIODS)
