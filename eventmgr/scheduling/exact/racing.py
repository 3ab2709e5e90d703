"""The two searches of the whole model: side by side in two processes, or in turns in one."""

from __future__ import annotations

import threading

from eventmgr.scheduling.exact.modelling import Encoded
from eventmgr.scheduling.exact.satisfying import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    Answer,
    NoSolver,
    Watcher,
    solve,
)
from eventmgr.scheduling.exact.separately import Separate
from eventmgr.scheduling.exact.standing import Standing
from eventmgr.scheduling.exact.whole import CORE, PLAIN, Whole

_FIRST_QUESTION, _FIRST_CORE, _GROWTH = 1.2, 16.0, 4
"""Work units (about a second each) of the first two turns, and how much longer each next pair is."""
_ONE_ROUND = "max_presolve_iterations:1"
"""For models with nothing but 0 proved: the second and third round of simplifying take longer than what they save."""
_QUESTION_SECONDS = 1.5
"""A question that the second process has not answered by then is put aside."""
_ANY_BOUND = 1 << 30
"""Stands for "not asked about one bound": no rise of the bound ends the search."""


def take_turns(standing: Standing, model: Whole) -> None:
    """The question first, shortly: what it does not answer soon it seldom answers later. Then the core search, then again.

    Where nothing but 0 is proved, the core search comes first: it begins with that question itself, and goes on from what it learns.
    """
    turn, ask = 1, standing.result.bound > 0
    presolving = _presolving(standing)
    while standing.open:
        if ask:
            bound = standing.result.bound
            question = f"{PLAIN} {standing.parameters(work=_FIRST_QUESTION * turn)}"
            _note_question(standing, model, bound, solve(model.at_most(bound), question))
        ask = True
        if standing.open:
            watcher = Watcher(standing.result.breaks, standing.prove)
            search = f"{CORE} {presolving} {standing.parameters(work=_FIRST_CORE * turn)}"
            _note_core(standing, model.encoded, solve(model.fewest(), search, watcher))
        turn *= _GROWTH


def _presolving(standing: Standing) -> str:
    return "" if standing.result.bound > 0 else _ONE_ROUND


def race(standing: Standing, model: Whole) -> None:
    """The core search in this process; the question, for the bound as it is known then, in another one."""
    presolving = _presolving(standing)
    watcher = Watcher(standing.result.breaks, standing.prove)
    questions = _Questions(standing, model, watcher)
    standing.changed = questions.look
    thread = threading.Thread(target=questions.ask, daemon=True)
    thread.start()
    try:
        if standing.open:
            search = f"{CORE} {presolving} {standing.parameters()}"
            _note_core(standing, model.encoded, solve(model.fewest(), search, watcher))
    finally:
        questions.close()
        thread.join()
        standing.changed = lambda: None


class _Questions:
    """Asks a second process for a timetable with exactly the bound; asks anew when the bound has risen meanwhile.

    What is not answered soon is seldom answered later: then the second process joins the core search, with a seed of its own.
    """

    def __init__(self, standing: Standing, model: Whole, watcher: Watcher) -> None:
        self.standing, self.model, self.watcher = standing, model, watcher
        self.lock = threading.Lock()
        self.asked = -1
        self.process: Separate | None = None
        self.closed = False

    def ask(self) -> None:
        """The thread: one question after the other. Where nothing but 0 is proved, the core search begins with the question itself."""
        presolving = _presolving(self.standing)
        while not presolving:
            with self.lock:
                if self.closed or not self.standing.open:
                    return
                self.asked = self.standing.result.bound
                try:
                    text = self.model.at_most(self.asked)
                    self.process = Separate(text, f"{PLAIN} {self.standing.parameters(most=_QUESTION_SECONDS)}")
                except NoSolver:
                    return
            answer = self.process.answer()
            _note_question(self.standing, self.model, self.asked, answer)
            if answer.state not in (OPTIMAL, FEASIBLE, INFEASIBLE) and self.asked >= self.standing.result.bound:
                break
        self._join_in(presolving)

    def _join_in(self, presolving: str) -> None:
        with self.lock:
            if self.closed or not self.standing.open:
                return
            self.asked = _ANY_BOUND
            search = f"{CORE} {presolving} {self.standing.parameters(seed=self.standing.seed + 1)}"
            try:
                self.process = Separate(self.model.fewest(), search, self.standing.result.breaks)
            except NoSolver:
                return
        answer = self.process.answer()
        if answer.state in (OPTIMAL, FEASIBLE, INFEASIBLE):
            _note_core(self.standing, self.model.encoded, answer)

    def look(self) -> None:
        """After every improvement: ends what has nothing to prove any more."""
        if self.standing.result.proved:
            self.watcher.stop()
        with self.lock:
            if self.process is not None and (self.standing.result.proved or self.standing.result.bound > self.asked):
                self.process.end()

    def close(self) -> None:
        with self.lock:
            self.closed = True
            if self.process is not None:
                self.process.end()


def _note_question(standing: Standing, model: Whole, bound: int, answer: Answer) -> None:
    if answer.state == INFEASIBLE:
        if bound >= len(model.break_ends):
            standing.prove_impossible()
        else:
            standing.prove(bound + 1)
    elif answer.values:
        standing.take(model.encoded.slots(answer.values), model.encoded.ends(answer.values))


def _note_core(standing: Standing, encoded: Encoded, answer: Answer) -> None:
    if answer.state == INFEASIBLE:
        standing.prove_impossible()
        return
    standing.prove(answer.bound)
    if answer.values:
        standing.take(encoded.slots(answer.values), encoded.ends(answer.values))
