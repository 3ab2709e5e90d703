"""What belongs to the site itself: its files, its figures, what programs may read."""

from __future__ import annotations

from eventmgr.ground.features import Feature
from eventmgr.tools.web import operations, robots, static
from eventmgr.tools.web.installation.condition import LAWS
from eventmgr.tools.web.installation.figures import FIGURES
from eventmgr.tools.web.periods import PERIODS

FEATURE = Feature(
    "web",
    blueprints=(static.bp, operations.bp, robots.bp),
    periods=PERIODS,
    laws=LAWS,
    figures=FIGURES,
    unlisted=dict.fromkeys(("/manage/", "/metrics", "/healthz", "/readyz"), ()),
)
