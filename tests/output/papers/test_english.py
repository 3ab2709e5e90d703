"""English papers say in English what is known in it: positions, organizations, stations, names."""

from __future__ import annotations

import pytest

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Leadership
from eventmgr.ground.features import Printing, papers
from eventmgr.ground.i18n import speaking
from eventmgr.output.papers.printing import print_paper
from tests.factories import make_event, make_item, make_organization, make_registration
from tests.output.papers.samples import text_of

WITH_POSITIONS = frozenset({"roster", "handbook", "signin", "badges", "itineraries", "brief"})


@pytest.fixture
def event(database):
    event = make_event(
        slug="sample", title={"zh": "样例研讨会", "en": "Sample seminar"}, city={"zh": "上海", "en": "Shanghai"}
    )
    make_item(event, title={"zh": "开幕", "en": "Opening"})
    organization = make_organization("上海市样例委员会", name_en="Sample Commission of Shanghai")
    make_registration(
        event, name="冯楷", title="处 长", organization=organization, organization_name=organization.name, unit_code="310000",
        role=Role.LEADER, leadership=Leadership.LEADER, status=Status.ATTENDED,
    )  # fmt: skip
    return event


def test_no_english_paper_says_a_usual_position_or_a_known_organization_in_chinese(event):
    personal = [paper for paper in papers().values() if paper.is_personal and paper.is_for(event)]
    said, shown = {}, set()
    for paper in personal:
        printing = Printing(asked=dict.fromkeys(paper.asks, ""), sees=frozenset(paper.also))
        text = text_of(print_paper(paper, event, "en", printing)).replace("\n", " ")
        said[paper.name] = [word for word in ("处", "样例委员会") if word in text]
        shown |= {paper.name} if "Division Director" in text else set()

    assert {name: words for name, words in said.items() if words} == {}
    assert shown >= WITH_POSITIONS


def test_a_chinese_paper_says_both_as_they_were_typed(event):
    with speaking("zh"):
        text = text_of(print_paper(papers()["roster"], event, "zh", Printing(asked={"cols": "organization,title"})))

    assert [word in text for word in ("处 长", "上海市样例委员会", "Director", "Commission")] == [
        True,
        True,
        False,
        False,
    ]
