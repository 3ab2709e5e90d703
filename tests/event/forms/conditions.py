"""Steps of the tests of conditions, which others take too."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.forms.rules import Rules

NAMES = [f"q_{letter}" for letter in "abcde"]


VALUES = st.sampled_from(["a1", "a2", "3", "x"])


ANSWERS = st.dictionaries(
    st.sampled_from(NAMES), st.none() | VALUES | st.integers(2, 4) | st.lists(VALUES, max_size=3, unique=True)
)


def trees_over(names: list[str]) -> st.SearchStrategy[Any]:
    """A tree of tests over these fields."""
    name = st.sampled_from(names)
    leaf = st.tuples(st.sampled_from(["empty", "filled"]), name).map(list) | st.tuples(
        st.sampled_from(["equals", "differs", "contains", "says"]), name, VALUES
    ).map(list)
    return st.recursive(
        leaf,
        lambda parts: st.builds(
            lambda mode, some: {mode: some}, st.sampled_from(["all", "any"]), st.lists(parts, min_size=1, max_size=3)
        ),
        max_leaves=6,
    )


@st.composite
def forms(draw: Any) -> list[AskedQuestion]:
    """Questions each of which looks at those before it alone."""
    asked: list[AskedQuestion] = []
    for number, name in enumerate(NAMES):
        condition = (
            draw(st.just({}) | st.builds(lambda tree: {"all": [tree]}, trees_over(NAMES[:number]))) if number else {}
        )
        roles = draw(st.sampled_from([(), ("media",), ("delegate", "media")]))
        rules = Rules(condition=condition, roles=roles)
        asked.append(AskedQuestion(name[2:], QuestionKind.CHOICES, {"zh": name}, {}, [], required=False, rules=rules))
    return asked
