"""Results as a workbook: numbers are numbers; of an anonymous questionnaire no row is one person's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, language, localized
from eventmgr.programme.surveys import queries
from eventmgr.programme.surveys.content.questions import said
from eventmgr.programme.surveys.results.gathering import Gathered, chosen_quotes
from eventmgr.tools.sheets import Value, as_book


@dataclass(frozen=True)
class _Column:
    label: str
    value: Callable[[Any], Value]

    def text(self, row: Any) -> str:
        """The value of the cell as text."""
        return str(self.value(row))


_Sheet = tuple[str, Sequence[_Column], Iterable[object]]


def workbook(event: Event, gathered: Gathered) -> bytes:
    """Overview, answers to each question, means of parts, open answers, and where names are known each person's
    answers."""
    sheets = [_overview(gathered)]
    if gathered.is_shown:
        sheets += [_questions(gathered), _parts(gathered), _texts(gathered)]
        if not gathered.survey.is_anonymous:
            sheets.append(_people(gathered))
    return as_book(sheets, title=f"{localized(event.title)} · {localized(gathered.survey.title)}")


def _columns(*labels: str) -> list[_Column]:
    return [_Column(label, itemgetter(place)) for place, label in enumerate(labels)]


def _overview(gathered: Gathered) -> _Sheet:
    rows: list[tuple[str, Value]] = [
        (_("Asked by link"), gathered.asked),
        (_("Answered by link"), gathered.answered),
        (_("Answers"), gathered.total),
    ]
    if gathered.asked:
        rows.insert(2, (_("Response rate"), round(gathered.answered / gathered.asked, 4)))
    return _("Overview"), _columns(_("Figure"), _("Value")), rows


def _questions(found: Gathered) -> _Sheet:
    lang, rows = language(), []
    for result in found.results:
        label = localized(result.item.label, lang)
        for row in result.rows:
            for _value, words, number in row.counts:
                share = round(number / row.base, 4) if row.base else ""
                rows.append(
                    (label, row.words, words, number, row.base, share, "" if row.mean is None else round(row.mean, 2))
                )
    heads = (
        _("Question asked"),
        _("Row of the matrix"),
        _("Answer given"),
        _("How often"),
        _("Answered by"),
        _("Share of answers"),
        _("Mean"),
    )
    return _("Questions asked"), _columns(*heads), rows


def _parts(gathered: Gathered) -> _Sheet:
    lang, scales = language(), gathered.scales
    rows = [
        (part.words, part.size, *(round(part.means[item.key], 2) if item.key in part.means else "" for item in scales))
        for part in gathered.parts
    ]
    heads = (
        _("Part"),
        _("Answers"),
        *(_("Mean: %(question)s", question=localized(item.label, lang)) for item in scales),
    )
    return _("In comparison"), _columns(*heads), rows


def _texts(gathered: Gathered) -> _Sheet:
    lang, chosen = language(), chosen_quotes(gathered.survey, gathered.results)
    rows = [
        (localized(result.item.label, lang), text, _("Yes") if text in chosen.get(result.item.key, ()) else "")
        for result in gathered.results
        for text in result.texts
    ]
    return _("Open answers"), _columns(_("Question asked"), _("Answer given"), _("Chosen as a quote")), rows


def _people(gathered: Gathered) -> _Sheet:
    lang, people = language(), queries.list_people(gathered.survey)
    items = [item for item in gathered.items if item.is_asked]
    rows = []
    for answer in queries.list_answers(gathered.survey.id):
        person = people.get(answer.registration_id or 0)
        who = (person.name, person.organization_name) if person else ("", "")
        rows.append((*who, *(said(item, answer.content.get(item.key), lang) for item in items)))
    heads = (_("Name"), _("Organization"), *(localized(item.label, lang) for item in items))
    return _("People"), _columns(*heads), sorted(rows)
