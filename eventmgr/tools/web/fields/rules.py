"""Validators that name the field and the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from wtforms import Field, SelectFieldBase, ValidationError
from wtforms import Form as PlainForm
from wtforms.validators import StopValidation

from eventmgr.ground.i18n import _
from eventmgr.ground.text import tidied, too_long


class Required:
    """Something must be typed or chosen; for bilingual fields in one language at least."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: PlainForm, field: Field) -> None:
        """Refuse an empty field."""
        if field.data is None or field.data is False or (isinstance(field.data, (str, list, dict)) and not field.data):
            if not field.errors:
                raise StopValidation(missing_words(field))
            raise StopValidation


def missing_words(field: Field) -> str:
    """The sentence that refuses an empty field: one chooses from a list, and fills in the others."""
    if isinstance(field, SelectFieldBase):
        return _("Select “%(label)s”.", label=field.label.text)
    return _("Fill in “%(label)s”.", label=field.label.text)


class Longest:
    """At most `characters` characters (code points, not bytes)."""

    def __init__(self, characters: int) -> None:
        self.characters = characters

    def __call__(self, _form: PlainForm, field: Field) -> None:
        """Refuse a longer text."""
        texts = field.data.values() if isinstance(field.data, dict) else [field.data or ""]
        for typed in texts:
            if len(typed) > self.characters:
                raise ValidationError(too_long_words(field, self.characters, len(typed)))


def too_long_words(field: Field, most: int, count: int) -> str:
    """The sentence that refuses a text of `count` characters."""
    return _(
        "“%(label)s” may have at most %(most)s characters; it has %(count)s. Shorten it.",
        label=field.label.text,
        most=most,
        count=count,
    )


class Bounded:
    """What fields of text share: a text far beyond its bound is refused before anything reads it.

    Cleaning, and every validator of the field, would go through all of it. It is shown again as it was typed.
    """

    longest: int
    unread: int = 0
    """Characters of the text that was too long to be read."""
    label: Any

    def read(self, typed: str, cleaned: Callable[[str], str], *, multiline: bool = False) -> str:
        """What `cleaned` makes of `typed`; or, unread, `typed` itself without what no page can show."""
        if not too_long(typed, self.longest):
            return cleaned(typed)
        self.unread = max(self.unread, len(typed))
        return tidied(typed, multiline=multiline)

    def pre_validate(self, _form: PlainForm) -> None:
        """Refuse what was not read; no validator sees it."""
        if self.unread:
            raise StopValidation(too_long_words(cast(Field, self), self.longest, self.unread))
