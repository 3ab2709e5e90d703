"""Why an organization is not changed as was asked."""

from __future__ import annotations

from eventmgr.ground.errors import Refusal


class NameTaken(Refusal):
    """The name or the credit code is another organization's."""
