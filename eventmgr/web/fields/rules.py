"""Validators that name the field and the way out."""

from __future__ import annotations

from typing import Any

from wtforms import Field, ValidationError
from wtforms import Form as PlainForm
from wtforms.validators import StopValidation

from eventmgr.i18n import _


class Required:
    """Something must be typed or chosen; for bilingual fields in one language at least."""

    field_flags = {"required": True}

    def __init__(self, message: Any = None) -> None:
        self.message = message

    def __call__(self, _form: PlainForm, field: Field) -> None:
        if field.data is None or field.data is False or (isinstance(field.data, (str, list, dict)) and not field.data):
            if not field.errors:
                raise StopValidation(self.message or _("Fill in “%(label)s”.", label=field.label.text))
            raise StopValidation


class Longest:
    """At most `characters` characters (code points, not bytes)."""

    def __init__(self, characters: int) -> None:
        self.characters = characters

    def __call__(self, _form: PlainForm, field: Field) -> None:
        texts = field.data.values() if isinstance(field.data, dict) else [field.data or ""]
        for typed in texts:
            if len(typed) > self.characters:
                raise ValidationError(
                    _(
                        "“%(label)s” may have at most %(most)s characters; it has %(count)s. Shorten it.",
                        label=field.label.text,
                        most=self.characters,
                        count=len(typed),
                    )
                )
