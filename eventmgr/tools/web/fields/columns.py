"""The usual field of a column that says itself (`ground/columns.py`)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.orm.attributes import InstrumentedAttribute
from wtforms import BooleanField

from eventmgr.ground.columns import setting_of
from eventmgr.ground.db import UtcDateTime
from eventmgr.tools.web.fields.codes import IntField
from eventmgr.tools.web.fields.texts import LINE, BilingualLine, BilingualText, LineField
from eventmgr.tools.web.fields.times import DateField, InstantField

_OF_TYPE = {Boolean: BooleanField, Date: DateField, Integer: IntField, UtcDateTime: InstantField}


def field_of(attribute: InstrumentedAttribute[Any], validators: Any = (), **more: Any) -> Any:
    """A field with the label of the column: by its type, and as long as it says; what is JSON is text in two
    languages."""
    column_setting, kind = setting_of(attribute), attribute.type
    if type(kind) in _OF_TYPE:
        return _OF_TYPE[type(kind)](column_setting.label, validators, **more)
    if isinstance(kind, String):
        return LineField(column_setting.label, validators, longest=kind.length or LINE, **more)
    longest = column_setting.longest or LINE
    return (BilingualText if longest > LINE else BilingualLine)(
        column_setting.label, validators, longest=longest, **more
    )
