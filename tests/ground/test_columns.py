"""What columns say of themselves, read from a model of its own."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from eventmgr.ground.columns import copy_of, label_of, labels_of, loaded_names, setting, settings_of, taken_along


class Base(DeclarativeBase):
    pass


class Dish(Base):
    __tablename__ = "dish"

    id: Mapped[int] = mapped_column(primary_key=True)
    banquet_id: Mapped[int] = mapped_column(ForeignKey("banquet.id"))
    name: Mapped[str]
    price: Mapped[int | None]


class Banquet(Base):
    __tablename__ = "banquet"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(20), info=setting("Title", in_lists=True))
    speech: Mapped[str] = mapped_column(deferred=True, info=setting("Speech", copied=False))
    guests: Mapped[int] = mapped_column(default=0)
    dishes: Mapped[list[Dish]] = relationship(info=setting("Dishes", edited=False))


def banquet() -> Banquet:
    return Banquet(id=7, title="Welcome", speech="Friends!", guests=3, dishes=[Dish(id=9, name="Soup", price=3)])


def test_a_model_lists_what_its_columns_and_relationships_say():
    assert {name: said.label for name, said in settings_of(Banquet).items()} == {
        "title": "Title",
        "speech": "Speech",
        "dishes": "Dishes",
    }
    assert [name for name, said in settings_of(Banquet).items() if said.in_lists] == ["title"]
    assert label_of(Banquet.speech) == "Speech"
    assert settings_of(Dish) == {}


def test_as_values_of_one_field_they_are_members_of_it():
    assert labels_of(Banquet, "banquets")["banquets.title"] == "Title"


def test_a_row_is_read_without_what_is_read_when_it_is_asked_for():
    assert loaded_names(Banquet) == ("id", "title", "guests")


def test_a_copy_takes_along_what_says_so_and_rows_of_other_tables_as_new_ones():
    taken = taken_along(banquet())

    assert taken.keys() == {"title", "dishes"}
    assert [(dish.id, dish.banquet_id, dish.name, dish.price) for dish in taken["dishes"]] == [(None, None, "Soup", 3)]


def test_a_row_is_copied_without_its_number_and_what_it_refers_to():
    other = copy_of(Dish(id=9, banquet_id=7, name="Soup", price=3), price=4)

    assert (other.id, other.banquet_id, other.name, other.price) == (None, None, "Soup", 4)
