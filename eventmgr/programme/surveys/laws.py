"""What questionnaires are held against: anonymous answers name nobody, and answers fit their questions."""

from __future__ import annotations

from eventmgr.programme.surveys import queries
from eventmgr.programme.surveys.content.questions import asked_of, is_possible


def anonymity() -> list[str]:
    """No answer to an anonymous questionnaire names its registration."""
    return [
        f"questionnaire {survey.id} is anonymous, and an answer names its registration"
        for survey, answer in queries.list_all_answers()
        if survey.is_anonymous and answer.registration_id is not None
    ]


def answers() -> list[str]:
    """Every answer is one that its question allows, and was asked."""
    items, result = queries.list_all_items(), []
    for survey, answer in queries.list_all_answers():
        asked = {item.key: item for item in asked_of(items.get(survey.id, ()), answer.content)}
        if not all(key in asked and is_possible(asked[key], value) for key, value in answer.content.items()):
            result.append(f"questionnaire {survey.id}: an answer does not fit the questions")
    return result


LAWS = {"anonymous questionnaires": anonymity, "answers to questionnaires": answers}
