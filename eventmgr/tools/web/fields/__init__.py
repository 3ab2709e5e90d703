"""Form fields: what a person types becomes a clean value, or an error that names the field and the way out."""

from eventmgr.tools.web.fields.codes import AmountField, CodeMultiSelect, CodeSelect, IntField
from eventmgr.tools.web.fields.columns import field_of
from eventmgr.tools.web.fields.lists import NumberedList
from eventmgr.tools.web.fields.rules import Longest, Required, missing_words
from eventmgr.tools.web.fields.texts import (
    BilingualLine,
    BilingualText,
    LineField,
    OrganizationField,
    PersonNameField,
    TextField,
)
from eventmgr.tools.web.fields.times import DateField, InstantField, parse_instant

__all__ = [
    "AmountField",
    "BilingualLine",
    "BilingualText",
    "CodeMultiSelect",
    "CodeSelect",
    "DateField",
    "InstantField",
    "IntField",
    "LineField",
    "Longest",
    "NumberedList",
    "OrganizationField",
    "PersonNameField",
    "Required",
    "TextField",
    "field_of",
    "missing_words",
    "parse_instant",
]
