"""Places in the groups of an agenda."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.registration.notes import NOTE, PLACES_LEFT, STANDINGS
from eventmgr.signup import panels, receivers

FEATURE = Feature(
    "signup",
    connect=receivers.connect,
    offers={NOTE: panels.note, PLACES_LEFT: panels.places_left, STANDINGS: panels.states},
)
