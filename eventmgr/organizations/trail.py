"""What the trail says of organizations."""

from __future__ import annotations

from eventmgr.directory.models import Organization
from eventmgr.features import Words
from eventmgr.forms.fields import LABELS
from eventmgr.i18n import _l
from eventmgr.organizations.labels import SIZES

WORDS = (
    Words(
        Organization,
        _l("Organization"),
        actions={
            "name_added": _l("other name added"),
            "name_removed": _l("other name removed"),
            "merged": _l("merged with another organization"),
            "merged_into": _l("merged into another organization"),
            "parted": _l("merge undone"),
            "two_organizations": _l("marked as another organization"),
        },
        fields={
            "name": _l("Name of the organization"),
            "name_en": _l("English name"),
            "credit_code": _l("Unified social credit code"),
            "province_code": LABELS["province"],
            "sector_code": LABELS["sector"],
            "size_class": _l("Size of the enterprise"),
            "other_name": _l("Other name"),
            "merged_organization": _l("Merged with"),
            "two_organizations": _l("Not the same organization as"),
        },
        values={"size_class": {size.value: label for size, label in SIZES.items()}},
    ),
)
