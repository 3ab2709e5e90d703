"""On which ground of the law something is processed (PIPL art. 13), and what is processed besides the fields of a form.
Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l


class LegalBase(LabelledEnum):
    """A ground of PIPL art. 13 that events of this kind rest on."""

    CONSENT = "consent", _l("with consent")
    """Item (1)."""
    CONTRACT = "contract", _l("necessary for taking part")
    """Item (2)."""
    DUTY = "duty", _l("legal duty")
    """Item (3), 法定义务."""
    TASK = "task", _l("statutory task")
    """Item (3), 法定职责: of public bodies."""


PROCESSES: Mapping[str, tuple[Any, Any, LegalBase]] = {
    "attendance": (_l("Attendance record"), _l("record of who came, certificates"), LegalBase.CONTRACT),
    "messages": (_l("E-mails"), _l("news about the registration and the event"), LegalBase.CONTRACT),
    "records": (_l("Change log"), _l("who saw and changed information"), LegalBase.DUTY),
}
"""What is processed that nobody types: its name, what for, and the ground where an event names no other."""


def base_of(chosen: Mapping[str, str], name: str, usual: LegalBase = LegalBase.CONSENT) -> LegalBase:
    """The ground on which `name` (a field, a question `q_<key>`, a process) rests in an event that has `chosen`
    some."""
    known = {base.value: base for base in LegalBase}
    usual = PROCESSES[name][2] if name in PROCESSES else usual
    return known.get(chosen.get(name, ""), usual)
