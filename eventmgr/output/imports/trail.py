"""What the trail says of imports: the numbers and columns of each importer, in its own words."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.output.imports.columns import say_keys
from eventmgr.output.imports.models import ImportBatch
from eventmgr.output.imports.services.kinds import IMPORTERS

WORDS = (
    Words(
        ImportBatch,
        _l("Import"),
        actions={"imported": _l("imported"), "import_undone": _l("undone")},
        fields={
            **{importer.counted("new"): importer.wording.new for importer in IMPORTERS.values()},
            **{importer.counted("changed"): importer.wording.changed for importer in IMPORTERS.values()},
            **{importer.counted("columns"): _l("Columns") for importer in IMPORTERS.values()},
            "same": _l("Rows without a change"),
            "left_out": _l("Rows left out"),
        },
        say={importer.counted("columns"): say_keys(importer.columns) for importer in IMPORTERS.values()},
    ),
)
