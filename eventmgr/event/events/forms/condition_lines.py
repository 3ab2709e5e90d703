"""The condition of a question as an organizer types it: lines in groups, each over a question before this one or over
the type of participant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from eventmgr.event.events.forms.rows import OrderedRowForm, is_filled
from eventmgr.event.forms import checking, conditions, questions
from eventmgr.event.forms.questions import AskedQuestion
from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import normalized
from eventmgr.tools.web.forms import CodeSelect, LineField

MOST = 10
"""Lines that the condition of one question may have."""
_FIRST = 2
"""Lines of a question that has no condition yet."""
LETTERS = "ABCDE"
"""Groups; most conditions need the first alone."""
_ROLE = "=role"
"""What is chosen for the type of participant; no key of a question looks like this."""
NAMES = tuple(tuple(f"{part}_{number}" for part in ("in", "of", "is", "to")) for number in range(1, MOST + 1))
"""Group, question, test and answer of each line; they stand together."""


def _line(number: int) -> tuple[CodeSelect, CodeSelect, CodeSelect, LineField]:
    return (
        CodeSelect(
            _l("Condition %(number)s: group", number=number),
            choices=[(letter, letter) for letter in LETTERS],
            default=LETTERS[0],
        ),
        CodeSelect(_l("Condition %(number)s: question", number=number), blank="—"),
        CodeSelect(
            _l("Condition %(number)s: test", number=number), choices=list(conditions.TESTS.items()), default="equals"
        ),
        LineField(_l("Condition %(number)s: answer", number=number), longest=300),
    )


class _Lines(OrderedRowForm):
    """A row with the mode of its condition; `ConditionedRow` has the lines too."""

    mode = CodeSelect(
        _l("Asked only if"),
        choices=list(conditions.MODES.items()),
        default="all",
        description=_l(
            "Usually group A is enough. With several groups, “all” means that all conditions of one "
            "group are met, “one” that one condition of each group is met. Example: “expert” and "
            "“Hubei” in A, “needs a hotel” in B."
        ),
    )


_FIELDS = {
    name: field for number, names in enumerate(NAMES, 1) for name, field in zip(names, _line(number), strict=True)
}


class ConditionedRow(type("_AllLines", (_Lines,), _FIELDS)):  # type: ignore[misc]
    """A row with a condition."""

    FOLDED = frozenset({"mode", *_FIELDS})
    unasked = frozenset(_FIELDS)
    """What a search over the settings passes over: the page shows as many lines as are needed."""
    more = 0
    """Empty lines that were asked for."""
    office_only: Any

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kept_condition: dict[str, Any] = {}
        for group, of, test, to in NAMES:
            if not (self[of].data or self[to].data):  # the same whether the line stood in the page that was sent or not
                self[group].data, self[test].data = LETTERS[0], conditions.EQUALS

    @property
    def depends(self) -> bool:
        """Whether a condition is filled in, is wrong, or is being typed."""
        return self.more > 0 or any(self._is_typed(names) for names in NAMES)

    @property
    def lines(self) -> list[tuple[Any, Any, Any, Any]]:
        """The fields of those lines that stand in the page: what is filled in and one more, and as many as stood
        there."""
        sent = [number for number, names in enumerate(NAMES, 1) if self[names[3]].raw_data]
        typed = [number + 1 for number, names in enumerate(NAMES, 1) if self._is_typed(names)]
        last = min(MOST, max([_FIRST, *sent, *(typed if not sent else ())]) + self.more)
        return [(self[group], self[of], self[test], self[to]) for group, of, test, to in NAMES[:last]]

    @property
    def takes_more(self) -> bool:
        """Whether another line may be asked for."""
        return len(self.lines) < MOST

    def _is_typed(self, names: Iterable[str]) -> bool:
        group, of, test, to = names
        return any(self[name].errors for name in (group, of, test, to)) or is_filled(self[of]) or is_filled(self[to])

    def offer(self, role: AskedQuestion, labels: Iterable[tuple[str, str]]) -> None:
        """What a line may look at: the type of participant, and (key, label) of questions."""
        offered = [(_ROLE, role.label_in(language())), *labels]
        for _group, of, _test, _to in NAMES:
            self[of].offer(offered)

    def read_condition(self, earlier: Mapping[str, AskedQuestion], role: AskedQuestion) -> None:
        """The condition that was typed, over the questions that stand before this one; faults stand at their fields."""
        groups: dict[str, list[conditions.Line]] = {letter: [] for letter in LETTERS}
        for group, of, test, to in NAMES:
            if self[of].errors or not self[of].data:
                if self[to].data and not self[of].errors:
                    self[of].errors = [_("Choose the question whose answer this is.")]
                continue
            question = role if self[of].data == _ROLE else earlier.get(self[of].data)
            try:
                if question is None:
                    self[of].errors = [
                        _("A question can depend only on questions before it. Change the order, or choose another one.")
                    ]
                elif question.rules.office_only and not self.office_only.data:
                    self[of].errors = [
                        _(
                            "Participants are not asked “%(label)s”, so what they are asked cannot depend on it.",
                            label=question.label_in(language()),
                        )
                    ]
                elif not self[group].errors:
                    line = line_of(question, self[test].data or conditions.EQUALS, self[to])
                    groups[self[group].data or LETTERS[0]].append(line)
            except ValueError as error:
                self[to].errors = [str(error)]
        self.kept_condition = conditions.condition_of(self.mode.data or "all", list(groups.values()))


def line_of(question: AskedQuestion, test: str, field: Any) -> conditions.Line:
    """What one line says.

    Raises:
        ValueError: no answer of that question was typed, or the test does not suit it.
    """
    label = question.label_in(language())
    if test in conditions.ALONE:
        if isinstance(question, conditions.AskedRole):
            raise ValueError(_("“%(label)s” always has an answer: choose “is” or “is not”.", label=label))
        return question.name, test, ()
    if not conditions.takes_values(question.kind):
        raise ValueError(
            _(
                "For “%(label)s” a condition can only test whether there is an answer: choose “is "
                "answered” or “is not answered”.",
                label=label,
            )
        )
    if test == conditions.CONTAINS and not conditions.can_contain(question.kind):
        raise ValueError(_("“%(label)s” has one answer: choose “is”.", label=label))
    typed = [part.strip() for part in re.split("[；;]", field.data or "") if part.strip()]
    if not typed:
        raise ValueError(_("Enter the answer to “%(label)s” that the condition depends on.", label=label))
    values = [checking.read_default(question, normalized("NFKC", part), str(field.label.text)) for part in typed]
    return question.name, conditions.test_for(question.kind, test), tuple(values)


def condition_fields(tree: Mapping[str, Any], asked: Mapping[str, AskedQuestion]) -> dict[str, Any]:
    """The fields of a question's condition.

    Args:
        asked: field → what is asked there, the type of participant too.
    """
    mode, groups = conditions.groups_of(tree)
    lines = [(letter, line) for letter, group in zip(LETTERS, groups, strict=False) for line in group]
    fields: dict[str, Any] = {"mode": mode}
    for names, (letter, (field, test, values)) in zip(NAMES, lines, strict=False):
        question = asked.get(field)
        labels = dict(questions.options_of(question, language())) if question else {}
        answer = "；".join(labels.get(value, value) for value in values)
        of = _ROLE if field == conditions.ROLE else field.removeprefix(questions.PREFIX)
        typed = (letter, of, conditions.CONTAINS if test == conditions.SAYS else test, answer)
        fields |= dict(zip(names, typed, strict=True))
    return fields
