"""The collector rests while a repair works, and only then."""

from __future__ import annotations

import gc

import pytest

from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.repairing import Changes, proposal, repair
from eventmgr.engines.scheduling.repairing.collector_pause import collector_paused
from eventmgr.engines.scheduling.schedule import Placed, Schedule


def test_it_rests_within_and_works_again_after_a_failure():
    def fail() -> None:
        assert not gc.isenabled()
        raise ValueError("no matter")

    with pytest.raises(ValueError, match="no matter"), collector_paused():
        fail()

    assert gc.isenabled()


def test_where_somebody_else_has_stopped_it_it_stays_stopped():
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_repair_leaves_it_as_it_was_and_does_not_stop_it_for_the_proof(monkeypatch):
    seen = []

    class Watched(proposal.Prover):
        def run(self, *arguments, **named):
            seen.append(gc.isenabled())
            return super().run(*arguments, **named)

    monkeypatch.setattr(proposal, "Prover", Watched)
    instance = Instance((Participant(),) * 2, 2, (1, 1), (Meeting(0, 1),))
    repair(instance, Schedule((Placed(0, 0, 0),)), Changes(absent=((0, (0,)),)))

    assert seen == [True]
    assert gc.isenabled()
