"""Fields for numbers within bounds and for codes from a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape
from wtforms import Field, SelectField, SelectMultipleField
from wtforms import Form as PlainForm
from wtforms.validators import StopValidation
from wtforms.widgets import NumberInput, TextInput, html_params

from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST, clean_code, normalized, whole_number

_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)
Choices = Sequence[tuple[str, Any]] | Mapping[str, Sequence[tuple[str, Any]]]


class Options:
    """Draws `<select>` of a `CodeSelect`; a group named "" has no heading."""

    def __call__(self, field: CodeSelect, **attributes: Any) -> Markup:
        """The element, with what is chosen."""
        attributes = {"id": field.id, "name": field.name, "required": bool(field.flags.required)} | attributes
        choices: Any = field.choices or []
        groups = choices.items() if isinstance(choices, Mapping) else [("", choices)]
        chosen = "" if field.data is None else str(field.data)
        parts = [f"<select {html_params(**attributes)}>"]
        for group, pairs in groups:
            options = "".join(_option(str(code), words, chosen, field.closed) for code, words in pairs)
            parts.append(f'<optgroup label="{escape(group)}">{options}</optgroup>' if group else options)
        return Markup("".join([*parts, "</select>"]))  # noqa: S704 -- every part is escaped


def _option(code: str, words: Any, chosen: str, closed: Collection[str]) -> str:
    """Without its end, which HTML leaves out: a hundred bytes, packed, of a list of countries."""
    mark = " selected" if code == chosen else " disabled" if code in closed else ""
    return f'<option value="{escape(code)}"{mark}>{escape(words)}'


class IntField(Field):
    """A whole number within `least` and `most` (never beyond 32 bits). Data: int, or None."""

    widget = NumberInput()

    def __init__(
        self,
        label: Any = None,
        validators: Iterable[Any] | None = None,
        *,
        least: int = 0,
        most: int = 1_000_000,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.least, self.most = least, min(most, LARGEST)
        bounds = {"min": self.least, "max": self.most, "inputmode": "numeric"}
        self.render_kw: dict[str, Any] = bounds | dict(kwargs.get("render_kw") or {})

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read digits, full-width ones too."""
        self.data = None
        typed = clean_code(valuelist[0]) if valuelist else ""
        if not typed:
            return
        number = whole_number(typed, least=self.least, most=self.most, any_digits=True)
        if number is None:
            raise ValueError(
                _(
                    "“%(label)s” must be a whole number from %(least)s to %(most)s.",
                    label=self.label.text,
                    least=self.least,
                    most=self.most,
                )
            )
        self.data = number


class AmountField(Field):
    """An amount of money up to `most` whole units, with two decimal places at most. Data: int in hundredths, or
    None."""

    widget = TextInput()

    def __init__(
        self, label: Any = None, validators: Iterable[Any] | None = None, *, most: int = 1_000_000, **kwargs: Any
    ) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.most = most
        self.render_kw: dict[str, Any] = {"inputmode": "decimal", "autocomplete": "off"}

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        whole, rest = divmod(self.data, 100)
        return f"{whole}.{rest:02d}" if rest else str(whole)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read digits, full-width ones too, with or without commas between thousands."""
        self.data = None
        typed = clean_code(valuelist[0]) if valuelist else ""
        if not typed:
            return
        match = _AMOUNT.fullmatch(normalized("NFKC", typed[:40]))
        whole = whole_number(match[1].replace(",", ""), most=self.most) if match else None
        if match is None or whole is None:
            raise ValueError(
                _(
                    "“%(label)s” must be an amount of up to %(most)s, such as 600 or 99.50, without the currency.",
                    label=self.label.text,
                    most=self.most,
                )
            )
        self.data = whole * 100 + int((match[2] or "").ljust(2, "0"))


class CodeSelect(SelectField):
    """One of a list of codes.

    Args:
        choices: `(code, words)` pairs, `{group: pairs}`, or a function that returns them for this request.
        blank: words of an empty first choice; without it there is none, and an empty code is refused.

    Data: the code; None where the empty choice was taken or nothing was sent.
    """

    widget = Options()
    closed: Collection[str] = ()
    """Codes that are shown and cannot be chosen any more; the server judges for itself."""

    def __init__(
        self,
        label: Any = None,
        validators: Iterable[Any] | None = None,
        *,
        choices: Choices | Callable[[], Choices] = (),
        blank: Any = None,
        **kwargs: Any,
    ) -> None:
        self.blank = blank
        super().__init__(label, list(validators or ()), coerce=_code, choices=None, **kwargs)
        self.offer(choices() if callable(choices) else choices)

    def offer(self, choices: Choices) -> None:
        """Set what may be chosen; the empty choice is kept."""
        first = [] if self.blank is None else [("", self.blank)]
        if isinstance(choices, Mapping):
            self.choices: Any = {"": [*first, *choices.get("", ())], **{k: v for k, v in choices.items() if k}}
        else:
            self.choices = [*first, *choices]

    def codes(self) -> set[str]:
        """All codes that are offered."""
        groups = self.choices.values() if isinstance(self.choices, dict) else [self.choices]
        return {str(code) for group in groups for code, _words in group}

    def process_data(self, value: Any) -> None:
        """What the object holds: a code or nothing."""
        self.data = _code(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the chosen code."""
        self.data = _code(clean_code(valuelist[0])) if valuelist else None

    def pre_validate(self, form: PlainForm) -> None:
        """The code is on offer. The empty one is where there is an empty choice; that nothing was sent at all is left
        to `Required`."""
        codes = self.codes()
        if self.data is not None and self.data not in codes:
            raise StopValidation(_not_offered(self, self.data))
        if self.data is None and self.raw_data and self.blank is None and codes and "" not in codes:
            raise StopValidation(_("Choose from the list."))


class CodeMultiSelect(SelectMultipleField):
    """Several of a list of codes, each once. Data: list of codes, in the order of the choices."""

    closed: Collection[str] = ()

    def __init__(
        self,
        label: Any = None,
        validators: Iterable[Any] | None = None,
        *,
        choices: Choices | Callable[[], Choices] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators or ()), coerce=str, choices=None, **kwargs)
        self.offer(choices() if callable(choices) else choices)

    def offer(self, choices: Choices) -> None:
        """Set what may be chosen."""
        self.choices = dict(choices) if isinstance(choices, Mapping) else list(choices)

    def codes(self) -> list[str]:
        """All codes on offer, in order."""
        groups = self.choices.values() if isinstance(self.choices, dict) else [self.choices]
        return [str(code) for group in groups for code, _words in group]

    def process_data(self, value: Any) -> None:
        """Take the codes that the object holds."""
        self.data = [str(code) for code in value or ()]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the chosen codes."""
        chosen = {clean_code(value) for value in valuelist if value}
        known = [code for code in self.codes() if code in chosen]
        self.data = known + sorted(chosen - set(known))

    def pre_validate(self, form: PlainForm) -> None:
        """Every code is on offer."""
        offered = set(self.codes())
        for code in self.data or ():
            if code not in offered:
                raise StopValidation(_not_offered(self, code))


def _code(value: object) -> str | None:
    value = getattr(value, "value", value)
    return None if value in (None, "") else str(value)


def _not_offered(field: Field, value: str) -> str:
    return _(
        "“%(value)s” is not among the choices of “%(label)s”. Choose from the list.",
        value=value[:50],
        label=field.label.text,
    )
