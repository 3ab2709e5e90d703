"""Which experts fit a question: by the field that it names, or by the province that is asked. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from eventmgr.engines.matching.lexicon import find_mentions
from eventmgr.exchange.experts.models import Expert

MOST = 20
"""So many are offered."""


def fitting(experts: Sequence[Expert], province_code: str, question: str) -> list[Expert]:
    """Those whose field the question names before those who are only of that province and show it; otherwise in the
    given order."""
    concepts = [mention.concept for mention in find_mentions(question).values()]
    topics = {topic for concept in concepts for topic in concept.topics}
    sectors = {code for concept in concepts for code in concept.sectors}
    ranked = [(_rank(expert, province_code, topics, sectors), expert) for expert in experts]
    fits = sorted((pair for pair in ranked if pair[0]), key=lambda pair: -pair[0])
    return [expert for _points, expert in fits[:MOST]]


def _rank(expert: Expert, province_code: str, topics: set[str], sectors: set[str]) -> int:
    is_of_field = not topics.isdisjoint(expert.topic_ids) or _meet(sectors, expert.sector_codes)
    is_near = "province_code" in expert.shown and bool(province_code) and expert.province_code == province_code
    return 2 * is_of_field + is_near


def _meet(first: Collection[str], second: Collection[str]) -> bool:
    """Whether a sector of one is one of the other; a section stands for its divisions."""
    return any(one.startswith(other) or other.startswith(one) for one in first for other in second)
