"""Lists on paper as they are declared: columns, pages, sections, what is said when there is nothing."""

import io
from dataclasses import dataclass

import pypdf
import pytest

from eventmgr.ground.features import Printing
from eventmgr.tools.typesetting.list_papers import list_paper
from eventmgr.tools.typesetting.lists import INDEX, NAME, UNIT, Column, Listing, ListLook, Page, Section
from eventmgr.tools.typesetting.occasion import Occasion
from eventmgr.tools.typesetting.tables import key_figures, table, widths_of

OCCASION = Occasion("Seminar", "Seminar", "13 May", "Shanghai", "Office")


@dataclass(frozen=True)
class Guest:
    name: str
    unit: str = "Shanghai"
    latin: str = ""


def printed(*pages, look=ListLook()):
    paper = list_paper(
        "guests",
        "Guest list",
        "For the door.",
        lambda _event, _lang, _printing: Listing(OCCASION, pages),
        columns=(INDEX, NAME, UNIT, Column("Seat", lambda _one: None)),
        empty="Nobody comes.",
        opens=("event.read",),
        look=look,
    )
    found = pypdf.PdfReader(io.BytesIO(paper.make(None, "en", Printing()))).pages
    return [page.extract_text() for page in found]


@pytest.fixture(autouse=True)
def _words(app):
    """Words of columns are spoken within an application."""
    with app.app_context():
        yield


def test_a_list_begins_a_page_for_each_thing_and_numbers_its_rows(app):
    pages = printed(
        Page("Hall A", [Section([Guest("Li Ming"), Guest("Wang Wu")])]), Page("Hall B", [Section([Guest("Zhao")])])
    )

    assert len(pages) == 2
    assert [word for word in ("Hall A", "Seminar · Guest list", "No.", "Seat", "1", "2") if word not in pages[0]] == []
    assert "Hall B" in pages[1] and "Page 2 of 2" in pages[1]


def test_it_says_that_it_is_empty_as_a_whole_and_on_a_page_of_its_own(app):
    assert "Nobody comes." in printed()[0]
    assert "No seats yet." in printed(Page("Hall A", [Section([])], empty="No seats yet."))[0]


def test_rows_are_set_closer_where_that_keeps_the_last_of_them_on_the_page(app):
    guests = [Guest(f"Guest {number}") for number in range(29)]
    page = Page("Hall A", [Section(guests)])

    assert (len(printed(page, look=ListLook(pads=(3.5,)))), len(printed(page, look=ListLook(pads=(3.5, 1.5))))) == (
        2,
        1,
    )


def test_columns_without_a_width_share_what_the_others_leave(app):
    columns = (
        Column("A", width=100.0),
        Column("B", share=3.0),
        Column("C", width={"zh": 20.0, "en": 20.0}),
        Column("D"),
    )

    assert widths_of(columns, 200.0) == [100.0, 60.0, 20.0, 20.0]


def test_a_total_stands_last_on_a_ground_of_its_own(app):
    rows = table((Column("A"), Column("B", kind="number")), [("one", "1"), ("two", "2")], total=("Total", "3")).rows

    assert [row.fill for row in rows] == ["", "", "wash"]


def test_many_key_figures_stand_on_two_lines_of_about_the_same_length(app):
    figures = [(str(number), "word") for number in range(7)]

    assert [len(key_figures(figures[:count]).widths) for count in (4, 6, 7)] == [4, 6, 4]
