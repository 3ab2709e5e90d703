"""How the pages of imports of registrations speak."""

from __future__ import annotations

from dataclasses import replace

from eventmgr.ground.i18n import _l
from eventmgr.output.imports.importer import Wording

RANK_LABEL = _l("Order in the delegation")
WORDING = Wording(
    title=_l("Import registrations"),
    list_name=_l("Registrations"),
    heading=_l("Name"),
    template=_l("Registrations to import"),
    new=_l("New registrations"),
    changed=_l("Changed registrations"),
    undoing=_l(
        "People who were added by this import are removed and their information is deleted; changed registrations get"
        " their former content back."
    ),
    similar=_l("Possibly registered already"),
    undecided=_l("not decided: imported as a new person and flagged"),
    new_one=_l("a new person"),
    same=_l("the same as %(name)s: change that registration"),
)
UNIT_WORDING = replace(
    WORDING,
    title=_l("Import people of your delegation"),
    list_name=_l("Your list"),
    template=_l("People of the delegation to import"),
    new=_l("New on your list"),
    changed=_l("Corrected on your list"),
    undoing=_l(
        "People who were added by this import are removed and their information is deleted; corrected entries say again what"
        " they said before."
    ),
    similar=_l("Possibly on your list already"),
    undecided=_l("not decided: entered as a new person"),
    same=_l("the same as %(name)s: that entry is corrected"),
)
ANSWERS_WORDING = replace(
    WORDING,
    title=_l("Import answers and ranks"),
    template=_l("Answers and ranks to import"),
    undoing=_l("Changed registrations get their former answers and ranks back."),
)
