"""What the trail says of lists for recipients, and of the consent that they need."""

from __future__ import annotations

from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _, _l
from eventmgr.office.disclosures.arranged.columns import read_scope
from eventmgr.office.disclosures.contents import words_of
from eventmgr.office.disclosures.models import Disclosure


def _say_columns(value: object) -> str:
    return words_of(str(value))


def _say_scope(value: object) -> str:
    scope = read_scope(str(value))
    return str(scope.of.label) if scope else _("everybody")


WORDS = (
    Words(
        Disclosure,
        _l("List for a recipient"),
        actions={
            "handed_over": _l("link handed over"),
            "opened": _l("opened by the recipient's link"),
            "revoked": _l("revoked"),
        },
        fields={
            "purpose": _l("Purpose"),
            "columns": _l("Columns"),
            "scope": _l("Only people of"),
            "mobile_need": _l("Reason for mobile or document numbers"),
            "link_ends_at": _l("Link expires"),
            "copy": _l("Copy number"),
            "format": _l("File type"),
            "rows": _l("People in it"),
        },
        values={"format": {"pdf": _l("PDF document"), "xlsx": _l("Excel workbook")}},
        say={"columns": _say_columns, "scope": _say_scope},
        records=frozenset({"opened"}),
    ),
    Words(
        Registration,
        actions={
            "stay_agreed": _l("consented to being passed on for accommodation and transfers"),
            "stay_withdrawn": _l("consent to being passed on withdrawn"),
        },
    ),
)
