"""Plans on paper use the page that they stand on."""

from __future__ import annotations

import io

import pypdf
import pytest

from eventmgr.ground.i18n import speaking
from eventmgr.on_site.seating.papers import documents
from eventmgr.on_site.seating.papers.contents import PlanOnPaper, Sitting
from eventmgr.on_site.seating.places import Layout, PlanKind
from eventmgr.tools.typesetting.occasion import Occasion
from eventmgr.tools.typesetting.styles import WIDE, WIDE_HEIGHT

pytestmark = pytest.mark.usefixtures("speech")
NAMES = {"zh": ("冯楷", "欧阳明远", "李艳"), "en": ("Feng Kai", "Ouyang Mingyuan", "Li Yan")}


def make_paper(kind: PlanKind, lang: str, *, rows: int, to_a_row: int) -> PlanOnPaper:
    people = [
        Sitting(row * 100 + seat, NAMES[lang][seat % 3], f"U{row}", (row, seat))
        for row in range(1, rows + 1)
        for seat in range(1, to_a_row + 1)
    ]
    return PlanOnPaper("Plan", "facts", kind, Layout(rows=(to_a_row,) * rows), people)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rows", [1, 2, 3])
@pytest.mark.parametrize("to_a_row", [3, 9, 15])
def test_a_rostrum_fills_its_page_and_no_more(lang: str, rows: int, to_a_row: int):
    with speaking(lang):
        blocks = list(documents._pages(make_paper(PlanKind.ROSTRUM, lang, rows=rows, to_a_row=to_a_row), lang))
    taken = sum(one.wrap(WIDE, WIDE_HEIGHT)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in blocks)

    assert 0.5 * WIDE_HEIGHT < taken < WIDE_HEIGHT


@pytest.mark.parametrize(("tables", "pages"), [(3, 1), (9, 2)])
def test_a_list_of_seats_follows_a_small_plan_on_its_page_and_has_no_page_of_a_few_lines(tables: int, pages: int):
    plan = make_paper(PlanKind.MEAL, "en", rows=tables, to_a_row=9)
    paper = documents.plans([plan], Occasion("Title", "", "", "", "Author"), "Table plan", lang="en")

    assert len(pypdf.PdfReader(io.BytesIO(paper)).pages) == pages
