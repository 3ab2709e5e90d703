"""Persons and organizations."""

from __future__ import annotations

from eventmgr.ground.features import Feature
from eventmgr.identity.directory import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.directory.naming import organization_name
from eventmgr.identity.directory.periods import PERIODS

FEATURE = Feature(
    "directory",
    typed_tables=(Organization, Person),
    periods=PERIODS,
    template_names={"organization_name": organization_name},
)
