"""Short texts over HTTP."""

from __future__ import annotations

from eventmgr.ground.features import Feature
from eventmgr.tools.channels import receivers

FEATURE = Feature("channels", connect=receivers.connect)
