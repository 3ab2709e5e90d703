"""The usual field of a column, by its type."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import JSON, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from wtforms import BooleanField, Form

from eventmgr.ground.columns import setting
from eventmgr.ground.db import UtcDateTime
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    DateField,
    InstantField,
    IntField,
    LineField,
    Required,
    field_of,
)


class Base(DeclarativeBase):
    pass


class Banquet(Base):
    __tablename__ = "banquet"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[dict[str, str]] = mapped_column(JSON, info=setting("Name", longest=60))
    menu: Mapped[dict[str, str]] = mapped_column(JSON, info=setting("Menu", longest=5000))
    plate: Mapped[str] = mapped_column(String(20), info=setting("Plate"))
    seats: Mapped[int] = mapped_column(info=setting("Seats"))
    is_seated: Mapped[bool] = mapped_column(info=setting("People sit"))
    held_on: Mapped[date] = mapped_column(info=setting("Day"))
    begins_at: Mapped[datetime] = mapped_column(UtcDateTime, info=setting("Begins"))


class BanquetForm(Form):
    name = field_of(Banquet.name, [Required()], description="As on the card.")
    menu = field_of(Banquet.menu)
    plate = field_of(Banquet.plate)
    seats = field_of(Banquet.seats, least=1, most=9)
    is_seated = field_of(Banquet.is_seated)
    held_on = field_of(Banquet.held_on)
    begins_at = field_of(Banquet.begins_at)


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("name", BilingualLine, "Name"),
        ("menu", BilingualText, "Menu"),
        ("plate", LineField, "Plate"),
        ("seats", IntField, "Seats"),
        ("is_seated", BooleanField, "People sit"),
        ("held_on", DateField, "Day"),
        ("begins_at", InstantField, "Begins"),
    ],
)
def test_a_field_is_of_the_type_of_its_column_and_has_its_label(app, name, kind, label):
    field = BanquetForm()[name]

    assert (type(field), field.label.text) == (kind, label)


def test_a_text_is_as_long_as_its_column_says(app):
    form = BanquetForm()

    assert (form.name.longest, form.menu.longest, form.plate.longest) == (60, 5000, 20)
    assert form.name.description == "As on the card."
