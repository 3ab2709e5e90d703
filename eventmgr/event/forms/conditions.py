"""When a question is asked: a small tree over the answers to questions before it, and over the type of participant.
Pure.

A tree is `{"all": [tree, …]}`, `{"any": [tree, …]}` or a test, `[name of the test, field]` or `[…, field, value]`; `{}`
always holds. `static/asking.js` mirrors it in the page, from the same JSON. The editor makes trees of lines in groups;
see `condition_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.kinds.sealed import opened
from eventmgr.event.forms.questions import FILES, NAMING, PREFIX, AskedQuestion, QuestionKind, options_of, to_answer
from eventmgr.ground.i18n import _, _l
from eventmgr.ground.text import normalized

EQUALS, DIFFERS, CONTAINS, SAYS, EMPTY, FILLED = "equals", "differs", "contains", "says", "empty", "filled"
TESTS = {
    EQUALS: _l("is"),
    DIFFERS: _l("is not"),
    CONTAINS: _l("contains"),
    EMPTY: _l("is not answered"),
    FILLED: _l("is answered"),
}
"""What an organizer chooses from. `contains` looks for an option among those ticked; of a text (`says`) for a part of
it."""
ALONE = (EMPTY, FILLED)
"""Tests without a value."""
_TEXTS = (QuestionKind.TEXT, QuestionKind.LONG_TEXT, *NAMING)
MODES = {
    "all": _l("all of these apply"),
    "any": _l("one of these applies"),
}
"""What holds within a group; between groups it is the other one."""
_BETWEEN = {"all": "any", "any": "all"}
ROLE = "role"
"""The field of the type of participant, on which a condition may look as on an answer; it always has a value."""

Tree = Mapping[str, Any] | Sequence[Any]
Line = tuple[str, str, tuple[str, ...]]
"""(field, test, values): a line of the editor; one of the values will do, none of them for `differs`."""
Group = Sequence[Line]
"""Lines that stand together."""


@dataclass(frozen=True)
class AskedRole(AskedQuestion):
    """The type of participant as conditions look at it."""

    @property
    def name(self) -> str:
        """The name of the field: the type of participant."""
        return ROLE


def asked_role(types: Mapping[str, str]) -> AskedRole:
    """The type of participant, to choose a condition of; `types`: type → its word, in the language spoken now."""
    options = [{"value": value, "label": {"zh": word, "en": word}} for value, word in types.items()]
    label = str(LABELS[ROLE])
    return AskedRole(ROLE, QuestionKind.CHOICE, {"zh": label, "en": label}, {}, options, required=True)


def holds(tree: Tree, answers: Mapping[str, Any]) -> bool:
    """Whether it holds for answers as JSON keeps them, by field; what was not asked is not among them."""
    if not tree:
        return True
    if isinstance(tree, Mapping):
        return all(holds(part, answers) for part in tree.get("all", ())) and (
            "any" not in tree or any(holds(part, answers) for part in tree["any"])
        )
    test, field, value = str(tree[0]), str(tree[1]), str(tree[2]) if len(tree) > 2 else ""
    given = _texts(opened(answers.get(field)))
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
    given: dict[str, Any] = {ROLE: role}
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


def condition_of(mode: str, groups: Sequence[Group]) -> dict[str, Any]:
    """The tree of an editor's lines; `{}` without any.

    One group is `{mode: [line, …]}`, several are `{the other mode: [{mode: [line, …]}, …]}`, each line of which is a
    tree of its own, so that no group is taken for a line of several values.
    """
    filled = [group for group in groups if group]
    if len(filled) == 1:
        return {mode: [_part(*line) for line in filled[0]]}
    trees = [{mode: [_tree(*line) for line in group]} for group in filled]
    return {_BETWEEN[mode]: trees} if trees else {}


def _tree(field: str, test: str, values: tuple[str, ...]) -> dict[str, Any]:
    tests = [[test, field]] if test in ALONE else [[test, field, value] for value in values]
    return {"all" if test == DIFFERS else "any": tests}


def _part(field: str, test: str, values: tuple[str, ...]) -> Any:
    tree = _tree(field, test, values)
    (tests,) = tree.values()
    return tests[0] if len(tests) == 1 else tree


def groups_of(tree: Tree) -> tuple[str, list[list[Line]]]:
    """(mode, groups) of a tree that `condition_of` made."""
    if not isinstance(tree, Mapping) or not tree:
        return "all", []
    [(mode, parts)] = tree.items()
    if _is_group(parts[0]):
        return _BETWEEN[mode], [[_line(part) for part in _parts(group)] for group in parts]
    return mode, [[_line(part) for part in parts]]


def _is_group(part: Tree) -> bool:
    return isinstance(part, Mapping) and isinstance(_parts(part)[0], Mapping)


def _parts(tree: Mapping[str, Any]) -> Sequence[Any]:
    (parts,) = tree.values()
    return list(parts)


def _line(part: Tree) -> Line:
    tests = _parts(part) if isinstance(part, Mapping) else [part]
    return tests[0][1], tests[0][0], tuple(test[2] for test in tests if len(test) > 2)


def for_page(tree: Tree, role: str | None) -> Tree:
    """The same for a page, where nobody has chosen a type of participant yet, and who has not is a delegate.

    Args:
        role: as what everybody comes who sees the page; None: it asks.
    """
    if isinstance(tree, Mapping):
        return {mode: [for_page(part, role) for part in parts] for mode, parts in tree.items()}
    if not tree or tree[1] != ROLE:
        return tree
    if role is not None:
        return {"all": []} if holds(tree, {ROLE: role}) else {"any": []}
    return {"any": [tree, [EMPTY, ROLE]]} if holds(tree, {ROLE: "delegate"}) else {"all": [tree, [FILLED, ROLE]]}


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


def takes_values(kind: QuestionKind) -> bool:
    """Whether there is more to say of an answer than that it is there; of a file and of a journey there is not."""
    return kind not in (*FILES, QuestionKind.JOURNEY)


def said(tree: Tree, questions: Iterable[AskedQuestion], lang: str) -> str:
    """The condition in words, for readers without scripts and for the trail; `lang` is the language spoken now."""
    known = {question.name: question for question in questions}
    mode, groups = groups_of(tree)
    joints = {"all": _(" and "), "any": _(" or ")}
    sentences = [joints[mode].join(_say(line, known, lang) for line in group) for group in groups]
    if len(sentences) > 1:
        sentences = [
            _("(%(conditions)s)", conditions=text) if len(group) > 1 else text
            for text, group in zip(sentences, groups, strict=True)
        ]
    return joints[_BETWEEN[mode]].join(sentences)


def _say(line: Line, known: Mapping[str, AskedQuestion], lang: str) -> str:
    field, test, values = line
    question = known.get(field)
    label = question.label_in(lang) if question else str(LABELS.get(field, field.removeprefix(PREFIX)))
    options = dict(options_of(question, lang)) if question else {}
    value = _("” or “").join(options.get(value, value) for value in values)
    return _SAID[test](label, value)


_SAID: dict[str, Callable[[str, str], str]] = {
    EQUALS: lambda label, value: _("“%(label)s” is “%(value)s”", label=label, value=value),
    DIFFERS: lambda label, value: _("“%(label)s” is not “%(value)s”", label=label, value=value),
    CONTAINS: lambda label, value: _("“%(label)s” contains “%(value)s”", label=label, value=value),
    SAYS: lambda label, value: _("“%(label)s” contains “%(value)s”", label=label, value=value),
    EMPTY: lambda label, _value: _("“%(label)s” is not answered", label=label),
    FILLED: lambda label, _value: _("“%(label)s” is answered", label=label),
}
