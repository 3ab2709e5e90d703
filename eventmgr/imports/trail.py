"""What the trail says of imports."""

from __future__ import annotations

from eventmgr.features import Words
from eventmgr.i18n import _l
from eventmgr.imports.models import ImportBatch

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
            "left_out": _l("Rows left out"),
        },
    ),
)
