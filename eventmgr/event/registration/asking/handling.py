"""What is processed about participants, what for, and on which ground: for the notice that they read, and for the
organizers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import DOCUMENT, LABELS, PURPOSES, SENSITIVE
from eventmgr.event.forms.questions import answered
from eventmgr.ground.i18n import language, localized
from eventmgr.identity.privacy.bases import PROCESSES, LegalBase, base_of

_NEEDED = frozenset({"name", "organization", "unit", "mobile", "email", "title", "role", "group"})
"""Fields without which nobody is let in, told or placed: no consent is asked for them where the law needs none."""


@dataclass(frozen=True)
class Use:
    """Something that is processed.

    Attributes:
        name: the field, the question `q_<key>`, or the process.
        base: on which ground.
        is_fixed: the law leaves no choice (sensitive information needs consent, PIPL art. 29).
    """

    name: str
    label: Any
    purpose: Any
    base: LegalBase
    is_fixed: bool = False

    @property
    def ground(self) -> Any:
        """The legal ground in words."""
        return self.base.label


def uses_of(bases: Mapping[str, str], asked: Asked) -> list[Use]:
    """Every field and question that the form asks, in its order, then what nobody types."""
    left_out = asked.left_out()
    fields = [(name, LABELS[name], PURPOSES[name]) for name in PURPOSES if name not in left_out]
    lang = language()
    if "id_number" not in left_out:
        fields.append(("id_number", LABELS["id_number"], localized(asked.id_purpose, lang)))
    own = [
        (question.name, question.label_in(lang), localized(question.rules.purpose, lang))
        for question in answered(asked.questions)
    ]
    processes = [(name, label, purpose) for name, (label, purpose, _base) in PROCESSES.items()]
    return list(_with_bases(bases, [*fields, *own, *processes]))


def told(bases: Mapping[str, str], purposes: Iterable[tuple[str, Any, Any]]) -> list[Use]:
    """The same of what one form asks (`RegistrationForm.purposes`), for its notice."""
    processes = [(name, label, purpose) for name, (label, purpose, _base) in PROCESSES.items()]
    return list(_with_bases(bases, [*purposes, *processes]))


def _with_bases(bases: Mapping[str, str], uses: Iterable[tuple[str, Any, Any]]) -> Iterable[Use]:
    for name, label, purpose in uses:
        is_fixed = name in SENSITIVE or name in DOCUMENT
        usual = LegalBase.CONTRACT if name in _NEEDED else LegalBase.CONSENT
        base = LegalBase.CONSENT if is_fixed else base_of(bases, name, usual)
        yield Use(name, label, purpose or "—", base, is_fixed)
