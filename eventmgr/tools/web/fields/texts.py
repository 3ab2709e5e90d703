"""Fields for text, in one language or two; all pass `eventmgr.ground.text`, lengths count characters.

What is far too long is refused before it is cleaned, see `rules.Bounded`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.utils import unset_value

from eventmgr.ground.i18n import LANGUAGE_TAGS
from eventmgr.ground.text import clean, clean_line, organization_name, person_name
from eventmgr.tools.web.fields.rules import Bounded, Longest

LINE, TEXT = 200, 10_000
"""Longest one-line and multi-line text where a field sets no bound of its own, in characters."""


class LineField(Bounded, StringField):
    """One line of text, cleaned; `longest` in characters. Data: str, "" if nothing was typed."""

    def __init__(
        self, label: Any = None, validators: Iterable[Any] | None = None, *, longest: int = LINE, **kwargs: Any
    ) -> None:
        super().__init__(label, [*(validators or ()), Longest(longest)], **kwargs)
        self.longest = longest

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read and clean what was typed."""
        self.data = self.read(valuelist[0], self.cleaned) if valuelist else ""

    def cleaned(self, typed: str) -> str:
        """The rule of this kind of text."""
        return clean_line(typed)


class PersonNameField(LineField):
    """The name of a person, normalized by `eventmgr.ground.text.person_name`."""

    def cleaned(self, typed: str) -> str:
        """One middle dot, no blanks inside a Chinese name."""
        return person_name(typed)


class OrganizationField(LineField):
    """An organization's full name (`eventmgr.ground.text.organization_name`)."""

    def cleaned(self, typed: str) -> str:
        """Full-width letters and brackets made one way."""
        return organization_name(typed)


class TextField(Bounded, TextAreaField):
    r"""Several lines of text, cleaned; line ends are `\n`. Data: str."""

    def __init__(
        self, label: Any = None, validators: Iterable[Any] | None = None, *, longest: int = TEXT, **kwargs: Any
    ) -> None:
        super().__init__(label, [*(validators or ()), Longest(longest)], **kwargs)
        self.longest = longest

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read and clean what was typed."""
        self.data = self.read(valuelist[0], self.cleaned, multiline=True) if valuelist else ""

    def cleaned(self, typed: str) -> str:
        """The rule of this kind of text."""
        return clean(typed, multiline=True)


class BilingualLine(Bounded, Field):
    """A line in two languages, posted as `<name>_zh` and `<name>_en`.

    Data: `{"zh": …, "en": …}` without empty languages; `{}` if both are empty.
    """

    multiline = False
    languages = tuple(LANGUAGE_TAGS.items())
    """Language and its HTML `lang`, in the order they are shown."""

    def __init__(
        self, label: Any = None, validators: Iterable[Any] | None = None, *, longest: int = LINE, **kwargs: Any
    ) -> None:
        super().__init__(label, [*(validators or ()), Longest(longest)], **kwargs)
        self.longest = longest

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read both inputs; what the object holds stands where neither was posted."""
        self.process_errors: list[Any] = []
        if data is unset_value:
            data = self.default() if callable(self.default) else self.default
        self.object_data = data
        self.data = dict(data or {})
        self.raw_data = None
        names = {lang: f"{self.name}_{lang}" for lang, _tag in self.languages}
        if formdata is not None and any(name in formdata for name in names.values()):
            typed = {lang: formdata.getlist(name) for lang, name in names.items()}
            texts = {
                lang: self.read(values[0], self.cleaned, multiline=self.multiline)
                for lang, values in typed.items()
                if values
            }
            self.data = {lang: value for lang, value in texts.items() if value}
            self.raw_data = list(self.data.values())

    def cleaned(self, typed: str) -> str:
        """The rule of this kind of text."""
        return clean(typed, multiline=True) if self.multiline else clean_line(typed)

    def text(self, lang: str) -> str:
        """What the input of `lang` shows."""
        return str((self.data or {}).get(lang, ""))


class BilingualText(BilingualLine):
    """Several lines in two languages; data as `BilingualLine`."""

    multiline = True

    def __init__(
        self, label: Any = None, validators: Iterable[Any] | None = None, *, longest: int = TEXT, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, longest=longest, **kwargs)
