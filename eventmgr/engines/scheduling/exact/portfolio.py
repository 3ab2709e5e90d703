"""The two searches of the whole model: side by side in two processes, or in turns in one."""

from __future__ import annotations

import threading

from eventmgr.engines.scheduling.exact.cp_sat import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    Answer,
    NoSolver,
    Watcher,
    solve,
)
from eventmgr.engines.scheduling.exact.encoding import Encoded
from eventmgr.engines.scheduling.exact.monolithic_model import CORE, PLAIN, MonolithicModel
from eventmgr.engines.scheduling.exact.shared_incumbent import SharedIncumbent
from eventmgr.engines.scheduling.exact.worker_process import WorkerProcess

_FIRST_QUESTION, _FIRST_CORE, _GROWTH = 1.2, 16.0, 4
"""Work units (about a second each) of the first two turns, and how much longer each next pair is."""
_ONE_ROUND = "max_presolve_iterations:1"
"""For models with nothing but 0 proved: the second and third round of simplifying take longer than what they save."""
_QUESTION = f"{PLAIN} {_ONE_ROUND} cp_model_probing_level:0"
"""The question is answered sooner where the model is hardly simplified beforehand."""
_BOUND_KNOWN = f"{_ONE_ROUND} cp_model_probing_level:0 restart_period:200 inprocessing_dtime_ratio:0"
"""Where more than 0 is proved, trying out single literals and simplifying learnt clauses take longer too; fewer
restarts shorten the tail."""
_QUESTION_SECONDS = 1.5
"""A question that the second process has not answered by then is put aside."""
_ANY_BOUND = 1 << 30
"""Stands for "not asked about one bound": no rise of the bound ends the search."""


def run_in_turns(incumbent: SharedIncumbent, model: MonolithicModel) -> None:
    """The question first, shortly: what it does not answer soon it seldom answers later. Then the core search, then
    again.

    Where nothing but 0 is proved, the core search comes first: it begins with that question itself, and goes on from
    what it learns.
    """
    turn, ask = 1, incumbent.result.bound > 0
    settings = _core_settings(incumbent)
    while incumbent.open:
        if ask:
            bound = incumbent.result.bound
            question = f"{_QUESTION} {incumbent.parameters(work=_FIRST_QUESTION * turn)}"
            _note_question(incumbent, model, bound, solve(model.at_most(bound), question))
        ask = True
        if incumbent.open:
            watcher = Watcher(incumbent.result.breaks, incumbent.prove)
            search = f"{CORE} {settings} {incumbent.parameters(work=_FIRST_CORE * turn)}"
            _note_core(incumbent, model.encoded, solve(model.fewest(), search, watcher))
        turn *= _GROWTH


def _core_settings(incumbent: SharedIncumbent) -> str:
    return _BOUND_KNOWN if incumbent.result.bound > 0 else _ONE_ROUND


def run_in_parallel(incumbent: SharedIncumbent, model: MonolithicModel) -> None:
    """The core search in this process; the question, for the bound as it is known then, in another one."""
    settings = _core_settings(incumbent)
    watcher = Watcher(incumbent.result.breaks, incumbent.prove)
    questions = _Questions(incumbent, model, watcher)
    incumbent.changed = questions.look
    thread = threading.Thread(target=questions.ask, daemon=True)
    thread.start()
    try:
        if incumbent.open:
            search = f"{CORE} {settings} {incumbent.parameters()}"
            _note_core(incumbent, model.encoded, solve(model.fewest(), search, watcher))
    finally:
        questions.close()
        thread.join()
        incumbent.changed = lambda: None


class _Questions:
    """Asks a second process for a timetable with exactly the bound; asks anew when the bound has risen meanwhile.

    What is not answered soon is seldom answered later: then the second process joins the core search, with a seed of
    its own.
    """

    def __init__(self, incumbent: SharedIncumbent, model: MonolithicModel, watcher: Watcher) -> None:
        self.incumbent, self.model, self.watcher = incumbent, model, watcher
        self.lock = threading.Lock()
        self.asked = -1
        self.process: WorkerProcess | None = None
        self.closed = False

    def ask(self) -> None:
        """The thread: one question after the other. Where nothing but 0 is proved, the core search begins with the
        question itself."""
        settings = _core_settings(self.incumbent)
        while settings == _BOUND_KNOWN:
            with self.lock:
                if self.closed or not self.incumbent.open:
                    return
                self.asked = self.incumbent.result.bound
                try:
                    text = self.model.at_most(self.asked)
                    self.process = WorkerProcess(
                        text, f"{_QUESTION} {self.incumbent.parameters(most=_QUESTION_SECONDS)}"
                    )
                except NoSolver:
                    return
            answer = self.process.answer()
            _note_question(self.incumbent, self.model, self.asked, answer)
            if answer.state not in (OPTIMAL, FEASIBLE, INFEASIBLE) and self.asked >= self.incumbent.result.bound:
                break
        self._join_in(settings)

    def _join_in(self, settings: str) -> None:
        with self.lock:
            if self.closed or not self.incumbent.open:
                return
            self.asked = _ANY_BOUND
            search = f"{CORE} {settings} {self.incumbent.parameters(seed=self.incumbent.seed + 1)}"
            try:
                self.process = WorkerProcess(self.model.fewest(), search, self.incumbent.result.breaks)
            except NoSolver:
                return
        answer = self.process.answer()
        if answer.state in (OPTIMAL, FEASIBLE, INFEASIBLE):
            _note_core(self.incumbent, self.model.encoded, answer)

    def look(self) -> None:
        """After every improvement: ends what has nothing to prove any more."""
        if self.incumbent.result.proved:
            self.watcher.stop()
        with self.lock:
            if self.process is not None and (self.incumbent.result.proved or self.incumbent.result.bound > self.asked):
                self.process.end()

    def close(self) -> None:
        with self.lock:
            self.closed = True
            if self.process is not None:
                self.process.end()


def _note_question(incumbent: SharedIncumbent, model: MonolithicModel, bound: int, answer: Answer) -> None:
    if answer.state == INFEASIBLE:
        if bound >= len(model.break_ends):
            incumbent.prove_impossible()
        else:
            incumbent.prove(bound + 1)
    elif answer.values:
        incumbent.take(model.encoded.slots(answer.values), model.encoded.ends(answer.values))


def _note_core(incumbent: SharedIncumbent, encoded: Encoded, answer: Answer) -> None:
    if answer.state == INFEASIBLE:
        incumbent.prove_impossible()
        return
    incumbent.prove(answer.bound)
    if answer.values:
        incumbent.take(encoded.slots(answer.values), encoded.ends(answer.values))
