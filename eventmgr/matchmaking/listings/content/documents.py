"""Documents that a room above keeps and that a subsidy may rest on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from eventmgr.ground.features import Panel, offered


@dataclass(frozen=True)
class Document:
    """A document that everybody may read, with its address."""

    words: str
    address: str


@dataclass(frozen=True)
class Documents:
    """What a room above says of those it keeps.

    Attributes:
        choices: province (empty: any) → group → (number, words) of what listings may rest on now.
        named: numbers → those of them that everybody reads; one statement.
    """

    choices: Callable[[str], Mapping[str, Sequence[tuple[str, str]]]]
    named: Callable[[Collection[int]], dict[int, Document]]


DOCUMENTS = Panel[Callable[[], Documents]]("documents that a subsidy rests on")


def document_choices(province: str) -> Mapping[str, Sequence[tuple[str, str]]] | None:
    """Group → (number, words) of what a listing of that province may rest on; None: no room has any."""
    kept = offered(DOCUMENTS)
    return kept[0]().choices(province) if kept else None


def named_documents(numbers: Collection[int]) -> dict[int, Document]:
    """Those of them that everybody reads; no statement for none."""
    kept = offered(DOCUMENTS)
    return kept[0]().named(numbers) if kept and numbers else {}
