"""What the trail says of organizations."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.identity.accounts.models import User
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.organizations.columns import say_columns
from eventmgr.matchmaking.organizations.labels import WORDS as NAMED

WORDS = (
    Words(
        Organization,
        _l("Organization"),
        actions={
            "entered": _l("entered from a sheet"),
            "restored": _l("former content restored"),
            "name_added": _l("other name added"),
            "name_removed": _l("other name removed"),
            "merged": _l("merged with another organization"),
            "merged_into": _l("merged into another organization"),
            "parted": _l("merge undone"),
            "two_organizations": _l("marked as another organization"),
        },
        fields={
            **NAMED,
            "other_name": _l("Other name"),
            "merged_organization": _l("Merged with"),
            "moved_registrations": _l("Registrations that came since the merge and were moved"),
            "two_organizations": _l("Not the same organization as"),
        },
    ),
    Words(
        User,
        actions={"organizations_exported": _l("list of organizations exported")},
        fields={
            "organization_columns": _l("Columns"),
            "organization_format": _l("File type"),
            "organization_words": _l("Search"),
        },
        values={"organization_format": {"csv": _l("CSV table"), "xlsx": _l("Excel workbook")}},
        say={"organization_columns": say_columns},
    ),
)
