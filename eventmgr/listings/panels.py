"""Places on pages of this room that rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from eventmgr.events.models import Event
from eventmgr.features import Panel

COMPANY_SECTIONS = Panel[Callable[[Any], str | None]]("company sections")
"""An organization's page (`access.Company`) → HTML of one of the own templates, below its listings; None for nothing."""
PARTNERS = Panel[Callable[[Event, int], Collection[int]]]("partners")
"""(event, organization) → organizations whose meeting with it was accepted there."""
BESIDE_LISTING = Panel[Callable[[Any], str | None]]("beside a listing")
"""The organizers' page of a `Listing` → HTML of one of the own templates."""
