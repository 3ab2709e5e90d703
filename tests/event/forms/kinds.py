"""Steps of the tests of kinds, which others take too."""

from __future__ import annotations

from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.forms.rules import NONE, Rules


def question(kind: QuestionKind, rules: Rules = NONE, **values) -> AskedQuestion:
    filled = {"key": "a", "label": {"zh": "题", "en": "Question"}, "help": {}, "options": [], "required": False}
    return AskedQuestion(kind=kind, rules=rules, **{**filled, **values})
