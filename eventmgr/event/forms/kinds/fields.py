"""A train or flight as one field of a web form, made of parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from wtforms import Field
from wtforms import Form as PlainForm
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from eventmgr.event.forms.kinds.journeys import MEANS, PARTS, Journey, labels_of, read_parts


class Part(NamedTuple):
    """A part as a page draws it."""

    key: str
    id: str
    name: str
    label: str
    value: str
    fault: str
    """What is wrong with it."""


class JourneyField(Field):
    """Means, number, station or airport, date and time, each sent as `name-part`. Data: `Journey`; None where nothing
    was typed or something is wrong."""

    data: Journey | None
    means = MEANS

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.typed: Mapping[str, str] | None = None
        self.faults: Mapping[str, str] = MappingProxyType({})
        self.is_sealed, self.direction = False, ""
        self.is_covered = False

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the parts that were sent; a form that was sent without them says nothing."""
        super().process(None, data, extra_filters)
        if formdata is not None:
            self.typed = {part: str(formdata.get(f"{self.name}-{part}", "")) for part in PARTS}
            self.raw_data, self.data = [text for text in self.typed.values() if text], None

    def pre_validate(self, form: PlainForm) -> None:
        """Read the parts; each fault stands beside its part, all of them in the summary."""
        if self.is_covered:
            return
        journey, self.faults = read_parts(self.typed or {}, self.direction)
        if self.faults:
            raise StopValidation(" ".join(self.faults.values()))
        self.data = replace(journey, is_sealed=self.is_sealed) if journey else None

    def cover(self) -> None:
        """Show nothing of a sealed journey that stands there, and let it stay."""
        stored = self.object_data
        if isinstance(stored, Journey) and stored.is_sealed:
            self.is_covered, self.data, self.typed = True, stored, None

    @property
    def parts(self) -> list[Part]:
        """The parts in their order, with what was typed, else with what stands there."""
        typed = self.typed if self.typed is not None else {part: getattr(self.data, part, "") for part in PARTS}
        faults = self.faults if self.errors else {}
        return [
            Part(part, f"{self.id}-{part}", f"{self.name}-{part}", label, typed[part], faults.get(part, ""))
            for part, label in labels_of(self.direction).items()
        ]

    def _value(self) -> str:
        return str(self.data or "")
