"""Short texts over HTTP."""

from __future__ import annotations

from eventmgr.channels import receivers
from eventmgr.channels.labels import STATES
from eventmgr.features import Feature

FEATURE = Feature("channels", connect=receivers.connect, states=STATES)
