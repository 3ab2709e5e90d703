"""Short texts over HTTP."""

from __future__ import annotations

from eventmgr.ground.features import Feature
from eventmgr.tools.channels import receivers
from eventmgr.tools.channels.labels import STATES

FEATURE = Feature("channels", connect=receivers.connect, states=STATES)
