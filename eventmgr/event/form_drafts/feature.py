"""Drafts of registration forms."""

from __future__ import annotations

from eventmgr.event.form_drafts.periods import PERIODS
from eventmgr.ground.features import Feature

FEATURE = Feature("form_drafts", periods=PERIODS)
