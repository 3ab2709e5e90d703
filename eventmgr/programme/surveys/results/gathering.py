"""The answers to a questionnaire as results may show them: all, and in parts that are told apart in one way only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.programme.surveys import queries
from eventmgr.programme.surveys.content.questions import Item
from eventmgr.programme.surveys.models import SplitBy, Survey
from eventmgr.programme.surveys.results.counting import (
    LEAST,
    Contents,
    Result,
    parts_of_many,
    results_of,
    results_of_part,
    shown_parts,
)
from eventmgr.tools import taxonomy


class Way(LabelledEnum):
    """How the answers are told apart; never in two ways at once where nobody may be recognized."""

    ROLE = "role", _l("Type of participant")
    PROVINCE = "province", _l("Province/region")
    CODE = "code", _l("QR code")


@dataclass(frozen=True)
class Part:
    """A part of those who answered, with its size and its means."""

    key: str
    words: str
    size: int
    means: Mapping[str, float]
    """Key of a scale → its mean, as far as it may be shown."""


@dataclass(frozen=True)
class Gathered:
    """What may be shown of a questionnaire now."""

    survey: Survey
    items: list[Item]
    asked: int
    answered: int
    total: int
    waits: bool = False
    """It is anonymous and not closed yet."""
    is_withheld: bool = False
    """It is anonymous, and too few have answered."""
    results: list[Result] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    withheld: int = 0
    """Answers in parts that are not shown."""
    part: str = ""
    way: Way | None = None
    codes: tuple[tuple[str, int], ...] = ()
    """While it waits: what a code on a wall is for, and how many answers came by it so far."""

    @property
    def is_shown(self) -> bool:
        """Whether anything but numbers of answers is told."""
        return not self.waits and not self.is_withheld and self.total > 0

    @property
    def scales(self) -> list[Item]:
        """The scales of the survey, whose means are compared."""
        return [item for item in self.items if item.kind.value == "scale"]


def gather(event: Event, survey: Survey, *, at: datetime, told_by: str = "", part: str = "") -> Gathered:
    """Count it. What is anonymous waits for its end, which stands: a cancelled event may be restored.

    Args:
        told_by: a `Way`; of an anonymous questionnaire the only one is that which was announced.
        part: the key of a part to be shown alone; empty: all.

    Raises:
        BadValue: there is no such way, or no such part that may be shown.
    """
    items = queries.list_questions_asked(survey.id)
    asked = queries.count_asked(survey)
    answered = queries.count_answered([survey.id]).get(survey.id, 0)
    total = queries.count_answers(survey.id)
    base = Gathered(survey, items, asked, answered, total)
    if survey.is_anonymous and told_by:
        raise BadValue(_("The results of an anonymous questionnaire can be grouped in one way only."))
    if survey.is_anonymous and (survey.closes_at is None or survey.closes_at > at):
        return _with(base, waits=True, codes=_by_code(event, survey))
    least = LEAST if survey.is_anonymous else 0
    if total < least:
        return _with(base, is_withheld=True)
    way = _way(survey, told_by)
    grouped = _grouped(survey, way)
    shown = shown_parts({key: len(contents) for key, contents in grouped.items()}, least)
    if part and part not in shown:
        raise BadValue(_("There is no such part of the answers that may be shown."))
    words, lang = _words(event, survey, way), language()
    parts = [
        Part(key, words.get(key, _("Others")), len(grouped[key]), _means(items, grouped, key, lang, least))
        for key in shown
    ]
    everything = [content for contents in grouped.values() for content in contents]
    results = (
        results_of_part(items, grouped, part, lang, least=least)
        if part
        else results_of(items, everything, lang, least=least)
    )
    withheld = total - sum(one.size for one in parts)
    return _with(base, results=results, parts=parts, withheld=withheld, part=part, way=way)


def _with(base: Gathered, **more: Any) -> Gathered:
    return Gathered(base.survey, base.items, base.asked, base.answered, base.total, **more)


def _way(survey: Survey, by: str) -> Way | None:
    if survey.is_anonymous:
        announced = {SplitBy.ROLE: Way.ROLE, SplitBy.PROVINCE: Way.PROVINCE}
        return announced.get(survey.split_by, Way.CODE)
    if by and by not in {way.value for way in Way}:
        raise BadValue(_("Results cannot be grouped by “%(value)s”.", value=by[:40]))
    return Way(by) if by else Way.CODE


def _grouped(survey: Survey, way: Way | None) -> dict[str, Contents]:
    """Key of a part → its answers, in the order of the keys. Answers by code are always a part of their own."""
    people = queries.list_people(survey) if not survey.is_anonymous and way is not Way.CODE else {}
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    answers, waiting = queries.list_answers(survey.id), queries.list_waiting(survey.id)
    by_link = [one.part for one in answers if one.code_id is None] + [of for code, of, _content in waiting if not code]
    stays = parts_of_many(by_link, LEAST)  # as it is written once it has closed: nothing is told by what that changes
    for answer in answers:
        key = answer.part if answer.part in stays else ""
        if answer.code_id is not None:
            key = f"code-{answer.code_id}"
        elif answer.registration_id in people:
            value = getattr(people[answer.registration_id], "role" if way is Way.ROLE else "province_code")
            key = str(getattr(value, "value", value) or "")
        grouped.setdefault(key, []).append(answer.content)
    for code, of, content in waiting:
        grouped.setdefault(f"code-{code}" if code else of if of in stays else "", []).append(content)
    return {key: grouped[key] for key in sorted(grouped)}


def _words(event: Event, survey: Survey, way: Way | None) -> dict[str, str]:
    """Key of a part → its words."""
    lang, titles = language(), {item.id: localized(item.title) for item in list_items(event.id)}
    words: dict[str, str] = {"": _("By link") if way is Way.CODE else _("Others")}
    for code in queries.list_codes(survey.id):
        named = [titles.get(code.item_id or survey.item_id or 0, ""), code.speaker]
        words[f"code-{code.id}"] = _(
            "QR code: %(what)s", what=" · ".join(filter(None, named)) or localized(event.title)
        )
    if way is Way.ROLE:
        words |= types_of(event).names(lang)
    if way is Way.PROVINCE:
        words |= {province.code: province.short(lang) for province in taxonomy.provinces()}
    return words


def _by_code(event: Event, survey: Survey) -> tuple[tuple[str, int], ...]:
    words, counted = _words(event, survey, None), queries.count_by_code(survey.id)
    return tuple((words[f"code-{code.id}"], counted.get(code.id, 0)) for code in queries.list_codes(survey.id))


def _means(items: list[Item], grouped: Mapping[str, Contents], key: str, lang: str, least: int) -> dict[str, float]:
    results = results_of_part([item for item in items if item.kind.value == "scale"], grouped, key, lang, least=least)
    return {one.item.key: one.rows[0].mean for one in results if one.rows and one.rows[0].mean is not None}


def quote_key(item: Item, text: str) -> str:
    """By which a page names an open answer."""
    return f"{item.key}-{blake2b(text.encode(), digest_size=8).hexdigest()}"


def chosen_quotes(survey: Survey, results: list[Result]) -> dict[str, list[str]]:
    """Key of a question → the chosen quotes that are still among its answers."""
    return {
        result.item.key: [text for text in result.texts if text in survey.quotes.get(result.item.key, ())]
        for result in results
        if result.texts
    }
