"""Answers to sensitive questions: kept encrypted apart from the others, which hold a mark in their place. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SEAL = "sealed"
MARK = {SEAL: True}
"""What of a sensitive answer stands where anybody may look who has the database: that there is one."""
_ANSWER = "answer"


def sealed(answer: Any) -> dict[str, Any]:
    """An answer as JSON keeps it, to be kept encrypted; a train or flight is marked among its own parts instead."""
    return {SEAL: True, _ANSWER: answer}


def is_marked(answer: object) -> bool:
    """Whether a kept answer is one that is sealed, or the mark in its place."""
    return isinstance(answer, Mapping) and bool(answer.get(SEAL))


def is_wrapped(answer: object) -> bool:
    """Whether it is the answer to a sensitive question, put away as a whole by `sealed`."""
    return isinstance(answer, Mapping) and _ANSWER in answer and is_marked(answer)


def opened(answer: Any) -> Any:
    """The answer inside; any other, the mark alone too, as it is."""
    return answer[_ANSWER] if is_wrapped(answer) else answer
