"""What belongs to the site itself: its files, its figures, what programs may read."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.web import operations, robots, static
from eventmgr.web.installation.condition import LAWS
from eventmgr.web.installation.figures import FIGURES
from eventmgr.web.periods import PERIODS

FEATURE = Feature("web", blueprints=(static.bp, operations.bp, robots.bp), periods=PERIODS, laws=LAWS, figures=FIGURES)
