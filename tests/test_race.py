"""The race that other tests are held in: it ends, whatever becomes of those who run, and says what became of them."""

import os
import signal
from multiprocessing.util import Finalize

import pytest

from tests.race import Raised, race

pytestmark = [pytest.mark.engines_differ, pytest.mark.one_engine]


def run(gate):
    gate()
    return os.getpid()


def be_killed(gate):
    os.kill(os.getpid(), signal.SIGKILL)


def fall(gate):
    gate()
    return [].pop()


def never_come(gate):
    signal.pause()


def end_badly(gate):
    """Its answer is sent; what comes after it goes wrong."""
    Finalize(None, os._exit, args=(5,), exitpriority=1)


def fault(app, *runners, **options):
    with pytest.raises(AssertionError) as raised:
        race(app, runners, **options)
    return str(raised.value)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_each_runs_in_a_process_of_its_own_and_answers_in_its_place(app):
    runners = [lambda gate, number=number: (gate(), number, os.getpid()) for number in range(4)]

    found = race(app, runners)

    assert [number for _gate, number, _pid in found] == [0, 1, 2, 3]
    assert len({pid for _gate, _number, pid in found} | {os.getpid()}) == 5


def test_nobody_goes_on_before_the_last_one_is_at_the_gate(app, tmp_path):
    def come(gate):
        (tmp_path / str(os.getpid())).touch()
        gate()
        return len(list(tmp_path.iterdir()))

    assert race(app, [come] * 4) == [4] * 4


def test_a_safeguard_is_taken_away_in_the_children_alone(app):
    taken = []

    assert race(app, [lambda gate: list(taken)] * 2, lambda: taken.append("lock")) == [["lock"]] * 2
    assert taken == []


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (be_killed, "process 1 of 3 died with exit code -9"),
        (fall, "process 1 of 3 raised:"),
        (end_badly, "process 1 of 3 answered, and ended with exit code 5"),
    ],
)
def test_a_race_in_which_one_dies_ends_at_once_and_names_it(app, bad, words):
    others = [run, run] if bad is fall else [lambda gate: None] * 2

    assert fault(app, others[0], bad, others[1]).startswith(words)


def test_what_was_raised_is_told_with_its_place(app):
    assert "IndexError: pop from empty list" in fault(app, fall)


def test_those_who_wait_for_a_dead_one_are_not_left_behind(app, tmp_path):
    def wait_for_ever(gate):
        (tmp_path / str(os.getpid())).touch()
        gate()

    said = fault(app, wait_for_ever, be_killed)

    assert said == "process 1 of 2 died with exit code -9"
    assert not [int(path.name) for path in tmp_path.iterdir() if alive(int(path.name))]


def test_who_never_comes_is_named_when_patience_is_over(app):
    assert fault(app, lambda gate: 1, never_come, patience=0.1) == "of 2 processes, these are stuck: [1]"


def test_a_control_tells_that_one_raised_from_that_one_died(app):
    for runners, kind in (([fall], Raised), ([be_killed], AssertionError)):
        with pytest.raises(AssertionError) as found:
            race(app, runners)
        assert found.type is kind
