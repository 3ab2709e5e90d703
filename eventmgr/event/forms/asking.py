"""What one form asks: which fields, how strictly, which questions, and what may be chosen. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from eventmgr.event.forms.fields import FOLLOWS, OPTIONAL, mode
from eventmgr.event.forms.participant_types.keys import NO_ENTERPRISE
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Types
from eventmgr.event.forms.questions import FILES, SILENT, AskedQuestion
from eventmgr.ground.i18n import Bilingual


@dataclass(frozen=True)
class Asked:
    """Fields, units, questions and groups of one event's registration form."""

    fields: dict[str, str] = field(default_factory=dict)
    """Field → `off`, `optional` or `required`; see `fields.py`."""
    asks_unit: bool = True
    """Whether somebody may be of a delegation."""
    units: tuple[str, ...] = ()
    """Invited delegation units; none: every unit may come."""
    takes_guests: bool = True
    """Whether people may come who belong to no unit."""
    questions: tuple[AskedQuestion, ...] = ()
    groups: tuple[tuple[str, Bilingual], ...] = ()
    """(value, title) of the discussion groups."""
    types: Types = HOUSE_TYPES
    """The types of participants, in order."""
    id_purpose: Bilingual = field(default_factory=dict)
    """What the number of an identity document is needed for."""

    def left_out(self) -> frozenset[str]:
        """The fields that are not asked, and those that follow one of them."""
        out = {name for name in OPTIONAL if mode(self.fields, name) == "off"}
        if not self.groups:
            out.add("group")
        return frozenset(out | {name for name, leader in FOLLOWS.items() if leader in out})

    def required(self) -> frozenset[str]:
        """The fields and questions that are to be answered."""
        required = {"name", "organization", "mobile"}
        required |= {name for name in OPTIONAL if mode(self.fields, name) == "required"} - self.left_out()
        required |= {question.name for question in self.questions if question.required and question.kind not in SILENT}
        return frozenset(required | ({"unit"} if self.asks_unit and (self.units or not self.takes_guests) else set()))

    def without_sealed(self) -> Asked:
        """The same without questions whose answers are sealed as a whole; a train or flight has a cover of its own."""
        return replace(self, questions=tuple(question for question in self.questions if not question.is_wrapped))

    @cached_property
    def sensitive(self) -> tuple[AskedQuestion, ...]:
        """The questions whose answers need a consent of their own."""
        return tuple(question for question in self.questions if question.is_sensitive)

    @cached_property
    def asks_files(self) -> bool:
        """Whether something is to be uploaded."""
        return any(question.kind in FILES for question in self.questions)

    @property
    def asks_size(self) -> bool:
        """Whether some are asked how large their enterprise is."""
        return mode(self.fields, "size") != "off"

    def without_files(self) -> Asked:
        """What is asked, without the files that participants alone upload."""
        return replace(self, questions=tuple(question for question in self.questions if question.kind not in FILES))

    @cached_property
    def asks_all_alike(self) -> bool:
        """Whether every question is for everybody, participants and organizers, whatever they answer."""
        rules = [question.rules for question in self.questions]
        return not any(rule.roles or rule.office_only or rule.condition for rule in rules)

    def for_participant(self, role: str) -> Asked:
        """What a participant is asked: nothing that is the organizers' own; and where the form does not ask in what
        capacity they come, nothing that is for others than `role`."""
        asks_role = "role" not in self.left_out()
        sized = asks_role or role not in NO_ENTERPRISE
        fields = self.fields if sized else {**self.fields, "size": "off"}
        if self.asks_all_alike:
            return self if sized else replace(self, fields=fields)
        asked = [
            question
            for question in self.questions
            if not question.rules.office_only and (asks_role or question.rules.is_for(role))
        ]
        return replace(self, fields=fields, questions=tuple(asked))
