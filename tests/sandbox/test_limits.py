"""Time is a processor's, each cell has its own, and what the others have used takes nothing from it."""

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from autograder.sandbox.backend import Cell
from autograder.sandbox.limits import Limits
from autograder.sandbox.meter import Meter, Patience

SPIN = "import time\nuntil = time.process_time() + {}\nwhile time.process_time() < until:\n    pass"
SHORT = Limits(memory_mb=512, call_s=0.4, tests_s=1.0, cell_s=0.4, cells_s=0.8, idle_s=0.4, output_mb=4)
FINE = "def fine():\n    return 'fine'"


@pytest.fixture
def busy() -> Iterator[None]:
    """A machine on which every processor has several other things to do.

    Each in a session of its own: Linux shares a processor between sessions, and only then between their processes.
    """
    spin = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(spin, start_new_session=True) for _ in range(4 * (os.cpu_count() or 1))]
    time.sleep(0.5)  # until they do
    yield
    for other in others:
        other.kill()
        other.wait()


def kinds(session) -> list[str | None]:
    return [result.error and result.error.kind for result in session.cells]


def test_a_cell_that_takes_too_long_is_stopped_and_leaves_what_it_has_made(run):
    values = "def f():\n    return a, b"
    session = run("a = 1\nwhile True:\n    pass", "import time\nb = 3\ntime.sleep(60)", values, limits=SHORT)
    assert kinds(session) == ["timeout", "asleep", None]
    assert [result.error and result.error.line for result in session.cells] in ([2, 3, None], [3, 3, None])
    assert session.call("f", (), {}).value == (1, 3)


def test_a_cell_that_cannot_be_stopped_or_ends_the_process_is_as_if_it_were_not_there(run):
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\na = 2\nwhile True: pass"
    session = run("a = 1", stubborn, "import os\na = 3\nos._exit(0)", "def f():\n    return a", limits=SHORT)
    assert kinds(session) == [None, "timeout", "died", None]
    assert session.call("f", (), {}).value == 1


def test_a_stopped_cell_is_stopped_soon_when_it_has_to_run_again(run):
    session = run("a = 1\nwhile True: pass", f"import os\ndef die(): os._exit(0)\n{FINE}\n", limits=SHORT)
    session.call("die", (), {})
    before_s = session.spent_s
    assert session.call("fine", (), {}).value == "fine"
    assert session.spent_s - before_s < SHORT.cell_s


def test_own_cells_together_cost_the_exercise_nothing(box):
    own = [Cell(f"cell-{n}", SPIN.format(0.3), own=True) for n in range(6)]
    session = box.start([*own, Cell("cell-9", "def helper(): return 1", own=True), Cell("e", FINE)], SHORT)
    assert kinds(session) == [None, None, None, "spent", "spent", "spent", None, None]
    assert session.names() == {"helper", "fine"}


def test_own_cells_are_run_again_as_they_were_run(box):
    """Where another process takes the place of one that has heard a test, nobody's cells are too slow for that."""
    own = [Cell(f"cell-{n}", SPIN.format(0.3) + f"\ndef after{n}(): return 1", own=True) for n in range(4)]
    session = box.start([*own, Cell("e", FINE)], SHORT)
    names = {"after0", "after1", "after2", "fine"}
    for _ in range(3):
        assert session.names() == names
        session.take_back()
    assert kinds(session) == [None, None, None, "spent", None]


def test_a_call_that_hangs_is_stopped_and_the_process_goes_on(run):
    hang = "calls = 0\ndef hang():\n    global calls\n    calls += 1\n    while True: pass\n"
    session = run(hang + "def count():\n    return calls", limits=SHORT)
    error = session.call("hang", (), {}).error
    assert (error.kind, error.type, error.line) == ("timeout", "TimeoutError", 5)
    assert session.call("count", (), {}).value == 1


def test_the_calls_of_one_exercise_are_bounded_and_the_next_one_starts_anew(box):
    slow = "def slow():\n    " + SPIN.format(0.3).replace("\n", "\n    ")
    session = box.start([Cell("a", slow), Cell("", "", check_of="a"), Cell("", "", check_of="b")], SHORT)
    session.reach("a")
    faults = [session.call("slow", (), {}).error for _ in range(6)]
    assert [fault and fault.kind for fault in faults] == [None] * 4 + ["spent"] * 2
    session.reach("b")
    assert session.call("slow", (), {}).error is None


def test_sleep_counts_too(box):
    session = box.start([Cell("a", "import time\ndef doze():\n    time.sleep(0.3)")], SHORT)
    kinds = [fault and fault.kind for fault in (session.call("doze", (), {}).error for _ in range(6))]
    assert kinds == [None] * 4 + ["spent"] * 2


@pytest.mark.usefixtures("busy")
def test_a_busy_machine_takes_nothing_from_anybody(run):
    session = run(SPIN.format(0.3), "def slow():\n    " + SPIN.format(0.3).replace("\n", "\n    "), limits=SHORT)
    started = time.monotonic()
    assert kinds(session) == [None, None]
    assert session.call("slow", (), {}).error is None
    assert time.monotonic() - started > 2 * SHORT.call_s, "the machine was not busy"


def test_what_the_trusted_side_does_meanwhile_is_not_the_students_time(run):
    def compute():
        until = time.thread_time() + 2 * SHORT.idle_s
        while time.thread_time() < until:
            pass

    session = run("def use(f):\n    return f()", limits=SHORT)
    assert session.call("use", (compute,), {}).error is None


def test_nothing_goes_on_for_ever(run):
    cells = [f"import time\ntime.sleep({SHORT.idle_s / 2})"] * 100
    session = run(*cells, FINE, limits=dataclasses.replace(SHORT, cells_s=0.1, tests_s=0.1))
    assert session.call("fine", (), {}).error.kind == "spent"


def test_a_process_that_is_not_known_is_timed_by_the_clock_on_the_wall():
    patience = Patience(Meter(None), 0.1, 0.01)
    assert patience() > 0
    time.sleep(0.15)
    assert patience() <= 0
    assert patience.to_sleep() > 0


def test_where_waiting_is_not_told_from_sleeping_it_counts_little(monkeypatch):
    monkeypatch.setattr("autograder.sandbox.meter._open", lambda path: None)
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    patience = Patience(Meter(sleeper.pid), 60, 0.1)
    patience.to_sleep()
    time.sleep(0.5)
    assert 0 < patience.to_sleep() < 0.06
    sleeper.send_signal(signal.SIGKILL)
    sleeper.wait()


def test_no_descriptor_is_kept_of_a_session_that_is_over(run):
    """One for each student would end a grader that goes on for weeks, and a worker at its thousandth student."""
    counts = []
    for number in range(5):
        assert run(FINE, f"number = {number}").call("fine", (), {}).error is None
        counts.append(len(os.listdir("/proc/self/fd")))
    assert counts[-1] == counts[1]
