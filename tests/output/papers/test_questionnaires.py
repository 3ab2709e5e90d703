"""What people thought of an event in its summary: what is closed and answered by enough, and nothing else."""

from __future__ import annotations

import pytest

from eventmgr.ground.db import write
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import speaking
from eventmgr.output.papers.documents import summary
from eventmgr.output.papers.summing_up import get_summary
from eventmgr.programme.surveys import services
from eventmgr.programme.surveys.content.questions import Item
from eventmgr.programme.surveys.models import SurveyKind
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_event
from tests.output.papers.samples import text_of
from tests.programme.surveys.factories import AFTER, answer, make_people, make_survey

ITEMS = [
    Item("1", SurveyKind.SCALE, {"zh": "总体满意度"}, scale={"steps": 5}),
    Item("2", SurveyKind.TEXT, {"zh": "建议"}),
    Item("3", SurveyKind.YES_NO, {"zh": "是否愿意再次参加"}),
]


@pytest.fixture
def event(database):
    return make_event(title={"zh": "样例研讨会"})


def printed(event, at) -> str:
    with speaking("zh"):
        data = get_summary(event, "zh", Printing("王敏", at))
    return text_of(summary.build(data, lang="zh"))


@pytest.mark.parametrize("anonymous", [True, False])
def test_a_closed_questionnaire_has_means_shares_and_the_chosen_quotes(event, anonymous):
    survey = make_survey(event, ITEMS, is_anonymous=anonymous)
    for rank, person in enumerate(make_people(event, 6)):
        answer(event, survey, person, q1=str(3 + rank % 3), q2=f"建议之{rank}", q3="yes" if rank else "no")
    write(lambda: services.choose_quotes(event, survey, {"2": ["建议之4"]}, act=Act(SYSTEM, NOON)))
    before, after = printed(event, NOON), printed(event, AFTER)

    assert ("问卷结果" in before, "总体满意度" in before) == (False, False)
    assert [words in after for words in ("问卷结果", "平均 4.00（满分 5）", "是 83%", "建议之4", "建议之3")] == [
        True, True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("anonymous", [True, False])
def test_what_four_have_answered_stands_in_no_summary(event, anonymous):
    survey = make_survey(event, ITEMS, is_anonymous=anonymous)
    for person in make_people(event, 4):
        answer(event, survey, person, q1="5")

    assert "问卷结果" not in printed(event, AFTER)


def test_a_question_that_few_have_answered_is_left_out(event):
    survey = make_survey(event, ITEMS, is_anonymous=False)
    for rank, person in enumerate(make_people(event, 6)):
        answer(event, survey, person, q1="5", **({"q3": "yes"} if rank < 2 else {}))
    after = printed(event, AFTER)

    assert ("总体满意度" in after, "是否愿意再次参加" in after) == (True, False)
