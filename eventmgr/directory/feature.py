"""Persons and organizations."""

from __future__ import annotations

from eventmgr.directory import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.directory.models import Organization, Person
from eventmgr.directory.naming import organization_name
from eventmgr.directory.periods import PERIODS
from eventmgr.features import Feature

FEATURE = Feature(
    "directory",
    typed_tables=(Organization, Person),
    periods=PERIODS,
    template_names={"organization_name": organization_name},
)
