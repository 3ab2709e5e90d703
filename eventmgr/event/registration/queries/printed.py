"""What papers and files in a language call the organization that somebody comes from."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from eventmgr.event.registration.models import Registration
from eventmgr.identity.directory.models import Organization


def get_organization_column(lang: str) -> ColumnElement[str]:
    """The column `organization_name` of a statement about registrations: in English the directory's name, where it knows one."""
    if lang != "en":
        return Registration.organization_name.label("organization_name")
    known = aliased(Organization)
    english = select(known.name_en).where(known.id == Registration.organization_id).scalar_subquery()
    return func.coalesce(func.nullif(english, ""), Registration.organization_name).label("organization_name")
