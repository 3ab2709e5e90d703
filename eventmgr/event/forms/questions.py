"""Questions of one's own, asked as fields `q_<key>`, and their answers as JSON values and in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from eventmgr.event.forms.attached import Attached, read_attached
from eventmgr.event.forms.kinds.journeys import Journey, kept_journey
from eventmgr.event.forms.kinds.sealed import is_marked, opened, sealed
from eventmgr.event.forms.rules import NONE, Rules
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import Bilingual, _l, localized
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics

PREFIX = "q_"
_NOBODY = ("nobody",)
"""The capacities of a question that none of its section's may answer."""
YES_NO = (("yes", _l("Yes")), ("no", _l("No")))


class QuestionKind(LabelledEnum):
    """How a question is answered."""

    TEXT = "text", _l("One line")
    LONG_TEXT = "long_text", _l("Several lines")
    CHOICE = "choice", _l("Single choice")
    CHOICES = "choices", _l("Multiple choice")
    YES_NO = "yes_no", _l("Yes or no")
    NUMBER = "number", _l("Number")
    DATE = "date", _l("Date")
    TIME = "time", _l("Time of day")
    PROVINCE = "province", _l("Province/region")
    SECTOR = "sector", _l("Sector")
    TOPIC = "topic", _l("Topic")
    CREDIT_CODE = "credit_code", _l("Unified social credit code")
    ORGANIZATION = "organization", _l("Organization")
    PERSON = "person", _l("Person of the event")
    JOURNEY = "journey", _l("Train or flight")
    FILE = "file", _l("File")
    IMAGE = "image", _l("Picture")
    SECTION = "section", _l("Section (title of the questions below it, no answer)")
    HEADING = "heading", _l("Heading (no answer)")
    NOTE = "note", _l("Text (no answer)")


LISTS = (QuestionKind.CHOICE, QuestionKind.CHOICES)
"""Kinds whose answers are chosen from options that somebody typed."""
CODED = (QuestionKind.PROVINCE, QuestionKind.SECTOR, QuestionKind.TOPIC)
"""Kinds whose answers are published codes."""
BOUNDED = (QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.TIME)
"""Kinds with a least and a greatest answer."""
FILES = (QuestionKind.FILE, QuestionKind.IMAGE)
"""Kinds whose answers are files that participants upload."""
NAMING = (QuestionKind.ORGANIZATION, QuestionKind.PERSON)
"""Kinds whose answers name an organization, or somebody at the event: kept as they were typed, found when organizers
look."""
SILENT = (QuestionKind.SECTION, QuestionKind.HEADING, QuestionKind.NOTE)
"""Kinds that stand between questions and have no answer."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it is asked; see `models.Question`."""

    key: str
    kind: QuestionKind
    label: Bilingual
    help: Bilingual
    options: Sequence[Mapping[str, Any]]
    required: bool
    rules: Rules = NONE

    @property
    def name(self) -> str:
        """The field in which it is asked, under which its answer is kept."""
        return PREFIX + self.key

    @property
    def is_sensitive(self) -> bool:
        """Whether answers need a consent of their own, and are kept encrypted or, of files, opened with a reason
        only."""
        return self.rules.needs_reason

    @property
    def is_wrapped(self) -> bool:
        """Whether an answer is sealed as a whole; a train or flight is marked among its parts, a file is kept apart."""
        return self.is_sensitive and self.kind not in (*FILES, QuestionKind.JOURNEY)

    def label_in(self, lang: str) -> str:
        """The question in `lang`, else in the other language; its key where nothing was typed."""
        return localized(self.label, lang) or self.key

    def head_in(self, lang: str) -> str:
        """The question as the head of a column, the unit of its numbers behind it."""
        unit = localized(self.rules.unit, lang)
        if not unit:
            return self.label_in(lang)
        return f"{self.label_in(lang)}（{unit}）" if lang == "zh" else f"{self.label_in(lang)} ({unit})"


def answered(questions: Iterable[AskedQuestion]) -> list[AskedQuestion]:
    """The questions that can be answered, without headings and texts."""
    return [question for question in questions if question.kind not in SILENT]


def for_participants(questions: Iterable[AskedQuestion]) -> list[AskedQuestion]:
    """The questions that participants are asked and shown."""
    return [question for question in questions if not question.rules.office_only]


def in_sections(questions: Iterable[AskedQuestion]) -> list[tuple[AskedQuestion | None, list[AskedQuestion]]]:
    """(section, the questions between it and the next one) in their order; the first is that of no section, and may be
    empty."""
    sections: list[tuple[AskedQuestion | None, list[AskedQuestion]]] = [(None, [])]
    for question in questions:
        if question.kind is QuestionKind.SECTION:
            sections.append((question, []))
        else:
            sections[-1][1].append(question)
    return sections


def inheriting(questions: Iterable[AskedQuestion]) -> list[AskedQuestion]:
    """The same questions, for nobody for whom their section is not; when it is asked `conditions.asked_of` judges."""
    inherited: list[AskedQuestion] = []
    for section, members in in_sections(questions):
        if section is None:
            inherited += members
        else:
            own = (replace(question, rules=_within(section.rules, question.rules)) for question in members)
            inherited += [section, *own]
    return inherited


def _within(section: Rules, own: Rules) -> Rules:
    roles = own.roles or section.roles
    if own.roles and section.roles:
        roles = tuple(role for role in own.roles if role in section.roles) or _NOBODY
    return replace(own, roles=roles, office_only=own.office_only or section.office_only)


def options_of(
    question: AskedQuestion, lang: str, *, retired: bool = False, held: Iterable[str] = ()
) -> list[tuple[str, str]]:
    """(value, label) of what may be chosen.

    Args:
        retired: options that were removed too, for answers from before.
        held: values that may still be chosen, though they were removed.
    """
    if question.kind is QuestionKind.YES_NO:
        return [(value, str(label)) for value, label in YES_NO]
    if question.kind in CODED:
        return list(_coded(question.kind, lang).items())
    still = set(held)
    return [
        (str(option["value"]), localized(option.get("label"), lang))
        for option in question.options
        if retired or not option.get("retired") or option["value"] in still
    ]


def choices_of(question: AskedQuestion, lang: str, held: Iterable[str] = ()) -> Any:
    """The same as a select field takes it: published codes in their groups; see `options_of`."""
    if question.kind is QuestionKind.SECTOR:
        return choices_sectors(lang)
    if question.kind is QuestionKind.TOPIC:
        return choices_topics(lang)
    return options_of(question, lang, held=held)


@lru_cache(maxsize=8)
def _coded(kind: QuestionKind, lang: str) -> dict[str, str]:
    if kind is QuestionKind.PROVINCE:
        return dict(choices_provinces(lang))
    groups = choices_sectors(lang) if kind is QuestionKind.SECTOR else choices_topics(lang)
    return {code: label for group in groups.values() for code, label in group}


def to_answer(value: object) -> Any:
    """What a field holds, as JSON keeps it: text, list of texts, number, ISO date, file, journey; None: no answer."""
    if isinstance(value, Attached | Journey):
        return value.stored()
    if isinstance(value, date):
        return value.isoformat()
    return None if value in (None, "", []) else value


def answer_of(question: AskedQuestion, value: object) -> Any:
    """What the field of a question holds, as JSON keeps it; of a sensitive one to be sealed."""
    answer = to_answer(value)
    return sealed(answer) if question.is_wrapped and answer is not None else answer


def from_answer(kind: QuestionKind, answer: Any) -> Any:
    """A kept answer as the field of `kind` takes it; None for a day that was kept under another kind, and for a sealed
    answer that is not there."""
    answer = opened(answer)
    attached = read_attached(answer)
    if kind in FILES or attached is not None:
        return attached if kind in FILES else str(attached)
    journey = kept_journey(answer)
    if kind is QuestionKind.JOURNEY:
        return journey
    if is_marked(answer):
        return None
    if journey is not None:
        return str(journey)
    if kind is QuestionKind.DATE and answer:
        return _day(answer)
    if kind is QuestionKind.CHOICES and isinstance(answer, str | int | float):
        return [str(answer)]
    return "；".join(map(str, answer)) if isinstance(answer, list) and kind is not QuestionKind.CHOICES else answer


def _day(answer: object) -> date | None:
    try:
        return date.fromisoformat(str(answer))
    except ValueError:
        return None


def shown(question: AskedQuestion, answer: object, lang: str) -> str:
    """An answer as people read it; of a file its name."""
    answer = opened(answer)
    attached = read_attached(answer)
    if attached is not None:
        return attached.name
    journey = kept_journey(answer)
    if journey is not None:
        return journey.line(lang, question.rules.direction)
    if is_marked(answer):
        return ""
    if question.options or question.kind in (*CODED, QuestionKind.YES_NO):
        labels = dict(options_of(question, lang, retired=True))
        values = answer if isinstance(answer, list) else [answer]
        return "；".join(labels.get(str(value), str(value)) for value in values if value not in (None, ""))
    if isinstance(answer, list):
        return "；".join(map(str, answer))
    return "" if answer is None else str(answer)


def told(answer: object) -> str:
    """An answer without its question: of a file its name, of a journey its parts, of a sealed one dots."""
    if is_marked(answer):
        return "…"
    if isinstance(answer, list):
        return "；".join(map(str, answer))
    return str(read_attached(answer) or kept_journey(answer) or answer)


def with_unit(question: AskedQuestion, answer: object, lang: str) -> str:
    """The same with the unit of a number behind it."""
    text, unit = shown(question, answer, lang), localized(question.rules.unit, lang)
    if not (text and unit and question.kind is QuestionKind.NUMBER):
        return text
    return f"{text}{unit}" if lang == "zh" else f"{text} {unit}"
