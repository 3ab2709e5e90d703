"""What the trail says of imports."""

from __future__ import annotations

from eventmgr.event.delegations.board.labels import say_fields
from eventmgr.event.registration.trail import say_columns
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _, _l
from eventmgr.matchmaking.organizations.columns import say_columns as say_organization_columns
from eventmgr.output.imports.agenda.labels import LABELS
from eventmgr.output.imports.listings.labels import say_listing_columns
from eventmgr.output.imports.models import ImportBatch
from eventmgr.output.imports.people.labels import RANK_LABEL


def _say_columns(value: object) -> str:
    """Of registrations; an event's own questions by their keys."""
    return say_columns(",".join(str(RANK_LABEL) if key == "rank" else key for key in str(value).split(",")))


def _say_item_columns(value: object) -> str:
    return _(", ").join(str(LABELS.get(key, key)) for key in str(value).split(","))


WORDS = (
    Words(
        ImportBatch,
        _l("Import"),
        actions={"imported": _l("imported"), "import_undone": _l("undone")},
        fields={
            "new": _l("New registrations"),
            "changed": _l("Changed registrations"),
            "same": _l("Rows without a change"),
            "new_items": _l("New agenda items"),
            "changed_items": _l("Changed agenda items"),
            "new_organizations": _l("New organizations"),
            "changed_organizations": _l("Changed organizations"),
            "new_liaisons": _l("New liaisons"),
            "changed_liaisons": _l("Changed liaisons"),
            "new_listings": _l("New listings"),
            "changed_listings": _l("Changed listings"),
            "left_out": _l("Rows left out"),
            **dict.fromkeys(
                ("columns", "item_columns", "liaison_columns", "organization_columns", "listing_columns"), _l("Columns")
            ),
        },
        say={
            "columns": _say_columns,
            "item_columns": _say_item_columns,
            "liaison_columns": say_fields,
            "organization_columns": say_organization_columns,
            "listing_columns": say_listing_columns,
        },
    ),
)
