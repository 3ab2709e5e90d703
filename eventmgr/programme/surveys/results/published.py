"""Results of questionnaires for the summary: what is closed, and answered by enough people that nobody is
recognized."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _n, localized
from eventmgr.programme.surveys.labels import SurveyState, state_at
from eventmgr.programme.surveys.queries import list_surveys
from eventmgr.programme.surveys.results.counting import LEAST, Result, Row
from eventmgr.programme.surveys.results.gathering import Gathered, chosen_quotes, gather


@dataclass(frozen=True)
class QuestionResult:
    """What was answered to a question: by how many, and the mean or the shares in words."""

    question: str
    base: int
    answers: str


@dataclass(frozen=True)
class Questionnaire:
    """The results of one questionnaire, and the open answers that organizers chose."""

    title: str
    says: str
    rows: tuple[QuestionResult, ...]
    quotes: tuple[str, ...] = ()


def list_questionnaires(event: Event, lang: str, *, at: datetime) -> list[Questionnaire]:
    """Each with counts, means and chosen quotes; with fewer than five answers none, whether names are known or not."""
    questionnaires = []
    for survey in list_surveys(event.id):
        if state_at(survey, event, at) is SurveyState.CLOSED:
            gathered = gather(event, survey, at=at)
            if gathered.is_shown and gathered.total >= LEAST:
                questionnaires.append(_questionnaire(gathered, lang))
    return questionnaires


def _questionnaire(gathered: Gathered, lang: str) -> Questionnaire:
    shown = [result for result in gathered.results if result.base >= LEAST and not result.is_withheld]
    quotes = chosen_quotes(gathered.survey, shown)
    rows = [row for result in shown for row in _rows(result, lang)]
    return Questionnaire(
        title=localized(gathered.survey.title, lang),
        says=_response(gathered),
        rows=tuple(rows),
        quotes=tuple(text for texts in quotes.values() for text in texts),
    )


def _response(gathered: Gathered) -> str:
    answers = _n("%(num)s answer.", "%(num)s answers.", gathered.total)
    if not gathered.asked:
        return answers
    share = f"{gathered.answered / gathered.asked:.0%}"
    asked = _("Of %(asked)s people asked by link, %(share)s answered.", asked=gathered.asked, share=share)
    return f"{answers}{'' if answers.endswith('。') else ' '}{asked}"


def _rows(result: Result, lang: str) -> Iterator[QuestionResult]:
    """A line for each scale and choice; open answers stand as quotes alone."""
    label = localized(result.item.label, lang)
    for row in result.rows:
        if row.base < LEAST:
            continue
        words = f"{label} · {row.words}" if row.words else label
        yield QuestionResult(words, row.base, _answers(row))


def _answers(row: Row) -> str:
    """The mean of a scale with its best, else the answers with their shares, the most frequent first."""
    if row.mean is not None:
        return _("mean %(mean)s of %(best)s", mean=f"{row.mean:.2f}", best=len(row.counts))
    told = sorted(((words, times) for _value, words, times in row.counts if times), key=lambda one: -one[1])
    return _("; ").join(f"{words} {times / row.base:.0%}" for words, times in told) if row.base else ""
