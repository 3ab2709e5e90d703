"""When a question is asked: a small tree over the answers to questions before it. Pure.

A tree is `{"all": [tree, …]}`, `{"any": [tree, …]}` or a test, `[name of the test, field]` or `[…, field, value]`; `{}` always holds.
`static/asking.js` mirrors it in the page, from the same JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from eventmgr.forms.questions import NAMING, PREFIX, AskedQuestion, QuestionKind, options_of, to_answer
from eventmgr.i18n import _, _l
from eventmgr.text import normalized

EQUALS, DIFFERS, CONTAINS, SAYS, EMPTY, FILLED = "equals", "differs", "contains", "says", "empty", "filled"
TESTS = {
    EQUALS: _l("is"),
    DIFFERS: _l("is not"),
    CONTAINS: _l("contains"),
    EMPTY: _l("is not answered"),
    FILLED: _l("is answered"),
}
"""What an organizer chooses from. `contains` looks for an option among those ticked; of a text (`says`) for a part of it."""
ALONE = (EMPTY, FILLED)
"""Tests without a value."""
_TEXTS = (QuestionKind.TEXT, QuestionKind.LONG_TEXT, *NAMING)
MODES = {"all": _l("all of these hold"), "any": _l("one of these holds")}

Tree = Mapping[str, Any] | Sequence[Any]
Line = tuple[str, str, tuple[str, ...]]
"""(field, test, values): a line of the editor; one of the values will do, none of them for `differs`."""


def holds(tree: Tree, answers: Mapping[str, Any]) -> bool:
    """Whether it holds for answers as JSON keeps them, by field; what was not asked is not among them."""
    if not tree:
        return True
    if isinstance(tree, Mapping):
        return all(holds(part, answers) for part in tree.get("all", ())) and (
            "any" not in tree or any(holds(part, answers) for part in tree["any"])
        )
    test, field, value = str(tree[0]), str(tree[1]), str(tree[2]) if len(tree) > 2 else ""
    given = _texts(answers.get(field))
    if test in ALONE:
        return bool(given) == (test == FILLED)
    if test == SAYS:
        return any(value in text for text in given)
    if test == CONTAINS:
        return value in given
    return (given == [value]) == (test == EQUALS)


def _texts(answer: Any) -> list[str]:
    values = answer if isinstance(answer, list) else [answer]
    return [text for value in values if value is not None and (text := normalized("NFKC", str(value)).strip())]


def asked_of(questions: Iterable[AskedQuestion], role: str, answers: Mapping[str, Any]) -> list[AskedQuestion]:
    """Those that somebody is asked who comes as `role` and answers so, in their order: what is not asked counts as not
    answered for those after it, and with a section go the questions in it.

    Args:
        answers: field → what was answered, to questions that are not asked too.
    """
    asked: list[AskedQuestion] = []
    given: dict[str, Any] = {}
    in_asked_section = True
    for question in questions:
        in_asked_section |= question.kind is QuestionKind.SECTION
        is_asked = in_asked_section and question.rules.is_for(role) and holds(question.rules.condition, given)
        if question.kind is QuestionKind.SECTION:
            in_asked_section = is_asked
        if is_asked:
            asked.append(question)
            given[question.name] = to_answer(answers.get(question.name))
    return asked


def condition_of(mode: str, lines: Sequence[Line]) -> dict[str, Any]:
    """The tree of an editor's lines; `{}` without any."""
    return {mode: [_part(*line) for line in lines]} if lines else {}


def _part(field: str, test: str, values: tuple[str, ...]) -> Any:
    if test in ALONE:
        return [test, field]
    tests = [[test, field, value] for value in values]
    return tests[0] if len(tests) == 1 else {"all" if test == DIFFERS else "any": tests}


def lines_of(tree: Tree) -> tuple[str, list[Line]]:
    """(mode, lines) of a tree that `condition_of` made."""
    if not isinstance(tree, Mapping) or not tree:
        return "all", []
    [(mode, parts)] = tree.items()
    lines = []
    for part in parts:
        tests = next(iter(part.values())) if isinstance(part, Mapping) else [part]
        lines.append((tests[0][1], tests[0][0], tuple(test[2] for test in tests if len(test) > 2)))
    return mode, lines


def _fields_of(tree: Tree) -> Iterator[str]:
    """The fields that it looks at."""
    if isinstance(tree, Mapping):
        for parts in tree.values():
            for part in parts:
                yield from _fields_of(part)
    elif tree:
        yield str(tree[1])


def test_for(kind: QuestionKind, test: str) -> str:
    """The test as it is kept: a part of a text is something else than one of several options."""
    return SAYS if test == CONTAINS and kind in _TEXTS else test


def can_contain(kind: QuestionKind) -> bool:
    """Whether `contains` makes sense: of a list that is ticked, and of a text."""
    return kind is QuestionKind.CHOICES or kind in _TEXTS


def said(tree: Tree, questions: Iterable[AskedQuestion], lang: str) -> str:
    """The condition in words, for readers without scripts and for the trail; `lang` is the language spoken now."""
    known = {question.name: question for question in questions}
    mode, lines = lines_of(tree)
    parts = []
    for field, test, values in lines:
        question = known.get(field)
        label = question.label_in(lang) if question else field.removeprefix(PREFIX)
        options = dict(options_of(question, lang)) if question else {}
        value = _("” or “").join(options.get(value, value) for value in values)
        parts.append(_SAID[test](label, value))
    return (_(" and ") if mode == "all" else _(" or ")).join(parts)


_SAID: dict[str, Callable[[str, str], str]] = {
    EQUALS: lambda label, value: _("“%(label)s” is “%(value)s”", label=label, value=value),
    DIFFERS: lambda label, value: _("“%(label)s” is not “%(value)s”", label=label, value=value),
    CONTAINS: lambda label, value: _("“%(label)s” contains “%(value)s”", label=label, value=value),
    SAYS: lambda label, value: _("“%(label)s” contains “%(value)s”", label=label, value=value),
    EMPTY: lambda label, _value: _("“%(label)s” is not answered", label=label),
    FILLED: lambda label, _value: _("“%(label)s” is answered", label=label),
}
