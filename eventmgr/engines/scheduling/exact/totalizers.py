"""Tables by counting: per slot a tree of small sums over meetings and one over people, so that learnt clauses can speak
of part sums.

A bare "at most so many of these" gives the solver nothing to learn about. A tree of sums (a totaliser) does, and two of
them prove more than one: at most one meeting of a person is held in a slot, so meetings that share a person count as
one; and the number of busy people of a slot is twice the number of its meetings.
"""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.exact.cp_sat import Model
from eventmgr.engines.scheduling.exact.domains import wanted
from eventmgr.engines.scheduling.exact.encoding import Encoded
from eventmgr.engines.scheduling.problem import Problem


def limit_tables(encoded: Encoded) -> None:
    """In no slot are more meetings of a pool than it has tables."""
    problem = encoded.problem
    for pool, room in enumerate(problem.room):
        drawing = [meeting for meeting in wanted(problem) if problem.pool[meeting] == pool]
        clusters = clusters_of(problem, drawing)
        alone = len(drawing) == len(wanted(problem))
        loads: dict[int, int] = {}
        for slot in range(problem.slots):
            literals = _cluster_literals(encoded, clusters, slot)
            busy = [known[slot] for known in sorted(encoded.busy, key=len) if slot in known]
            if min(len(literals), len(busy) // 2 if alone else len(literals)) <= room[slot]:
                continue
            loads[slot] = count(encoded.model, literals, room[slot])
            if alone:
                people = count(encoded.model, busy, 2 * room[slot])
                encoded.model.between([(people, 1), (loads[slot], -2)], 0, 0)
        if encoded.everything and len(loads) == problem.slots:
            _running_loads(encoded.model, [loads[slot] for slot in range(problem.slots)], room, len(drawing))


def clusters_of(problem: Problem, meetings: Sequence[int]) -> list[list[int]]:
    """The meetings split into few groups that share a person, so that at most one of a group is held in a slot."""
    left = set(meetings)
    of: dict[int, set[int]] = {}
    for meeting in meetings:
        certain = [side[0] for side in problem.choices[meeting] if len(side) == 1]
        for person in certain or (-meeting - 1,):
            of.setdefault(person, set()).add(meeting)
    clusters = []
    while left:
        person = max(of, key=lambda key: (len(of[key]), -key))
        group = of.pop(person)
        clusters.append(sorted(group))
        left -= group
        for others in of.values():
            others.difference_update(group)
    return clusters


def count(model: Model, literals: Sequence[int], most: int) -> int:
    """An unknown that counts the literals, at most `most`, as a tree of pairwise sums. At least one literal."""
    level = [(literal, 1) for literal in literals]
    while len(level) > 1:
        above = []
        for (left, left_high), (right, right_high) in zip(level[::2], level[1::2], strict=False):
            high = min(left_high + right_high, most)
            total = model.integer(0, high)
            model.between([(total, 1), (left, -1), (right, -1)], 0, 0)
            above.append((total, high))
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0][0]


def _cluster_literals(encoded: Encoded, clusters: Sequence[list[int]], slot: int) -> list[int]:
    literals_of_slot = []
    for group in clusters:
        literals = [encoded.at[meeting][slot] for meeting in group if slot in encoded.at[meeting]]
        if len(literals) == 1:
            literals_of_slot.append(literals[0])
        elif literals:
            some = encoded.model.boolean()
            encoded.model.exactly_one([*literals, -some - 1])
            literals_of_slot.append(some)
    return literals_of_slot


def _running_loads(model: Model, loads: Sequence[int], room: Sequence[int], total: int) -> None:
    """Meetings up to each slot: not fewer than the later slots cannot hold."""
    terms: list[tuple[int, int]] = []
    for slot, load in enumerate(loads):
        low, high = max(0, total - sum(room[slot + 1 :])), min(total, sum(room[: slot + 1]))
        so_far = model.integer(low, high)
        model.between([(so_far, 1), (load, -1), *terms], 0, 0)
        terms = [(so_far, -1)]
