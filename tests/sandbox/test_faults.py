"""Hanging, crashing and flooding code costs the call that did it, and nothing else."""

import dataclasses
import os
import tempfile
import time
from pathlib import Path

import pytest

from autograder.errors import GraderError, SandboxError
from autograder.sandbox import interpreter
from autograder.sandbox.backend import Cell
from autograder.sandbox.clean_process import CleanProcess

FINE = "\ndef fine():\n    return 'fine'"
CHANNEL = """
import gc, os, struct, time
from _box.channel import Channel
def channel():
    return next(thing for thing in gc.get_objects() if type(thing) is Channel)
def raw(data):
    os.write(channel()._fd, data)
"""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("while True: pass", "timeout"),
        ("import time; time.sleep(60)", "asleep"),
        ("sum(range(10**12))", "timeout"),
        ("import os; os._exit(0)", "died"),
        ("import ctypes; ctypes.string_at(0)", "died"),
        ("return bytearray(2 << 30)", "memory"),
        ("return np.ones((1 << 28, 4))", "memory"),
        ("return np.zeros(1 << 20)", "output"),
        ("return [0.0] * 10**6", "output"),
        ("import sys; sys.exit()", "exception"),
        ("import os; os.close(next(fd for fd in range(3, 64) if fd))", "exception died"),
    ],
)
def test_one_bad_call_costs_itself(run, quick, body, kind):
    session = run(f"import numpy as np\ndef bad():\n    {body}" + FINE, limits=quick)
    error = session.call("bad", (), {}).error
    assert error.kind in kind.split()
    assert session.spent_s < 2
    assert session.call("fine", (), {}).value == "fine"


@pytest.mark.parametrize(
    "forged",
    [
        "raw(b'garbage' * 100)",
        "raw(struct.pack('!IQ', 10, 0) + b'[' * 10)",
        "raw(struct.pack('!IQ', 1 << 31, 0))",
        "raw(struct.pack('!IQ', 2, 1 << 60) + b'{}')",
        "raw(struct.pack('!IQ', 100_000, 0) + b'[' * 100_000)",
        "channel().nonce = 'mine'",
        "channel().send(('value', 1, []))",
        "channel().send(('callback', 0, (), {}))",
        "channel().send(('surprise',))",
        "c = channel(); once = c._stamped; c._stamped = lambda frame: once(frame) * 2",
        "channel().send(('fault', 'ValueError', 10**9, ['x'], 'm', 'timeout'))",
        "channel()._foreign = lambda value: ['ref', -1, 'object']",
        "channel()._foreign = lambda value: ['array', 5]",
        "channel()._foreign = lambda value: [['list'], 5]",
        "channel()._foreign = lambda value: {'a': 1}",
    ],
)
def test_a_forged_reply_is_a_fault_of_the_forger(run, forged):
    session = run(CHANNEL + f"def bad():\n    {forged}\n    return object()" + FINE)
    for _ in range(2):
        outcome = session.call("bad", (), {})
        assert outcome.error is None or outcome.error.line is None
        time.sleep(0.01)  # a second reply is on its way
    assert session.call("fine", (), {}).value == "fine"


def test_a_reply_that_came_with_the_one_before_is_noticed(run):
    twice = "    c = channel()\n    once = c._stamped\n    c._stamped = lambda frame: once(frame) * 2\n    return 1"
    session = run(CHANNEL + "def bad():\n" + twice + FINE)
    assert session.call("bad", (), {}).value == 1
    assert session.call("fine", (), {}).value == "fine"


def test_a_dripping_reply_does_not_extend_the_time(run, quick):
    drip = "    raw(struct.pack('!IQ', 10**6, 0))\n    while True:\n        raw(b' ')\n        time.sleep(0.01)"
    session = run(CHANNEL + "def drip():\n" + drip, limits=quick)
    started = time.monotonic()
    assert session.call("drip", (), {}).error.kind in ("timeout", "asleep")
    assert time.monotonic() - started < 30  # it would never end


def test_endless_callbacks_end_with_the_call(run, quick):
    session = run("def f(g):\n    while True:\n        g()" + FINE, limits=quick)
    assert session.call("f", (lambda: None,), {}).error.kind == "timeout"
    assert session.call("fine", (), {}).value == "fine"


def test_a_call_that_kills_within_a_callback_costs_the_outer_call_too(run):
    session = run("import os\ndef outer(g):\n    return g()\ndef die():\n    os._exit(1)" + FINE)
    inner = []
    outcome = session.call("outer", (lambda: inner.append(session.call("die", (), {}).error.kind),), {})
    assert (inner, outcome.error.kind) == (["died"], "died")
    assert session.call("fine", (), {}).value == "fine"


def test_old_handles_are_stale_after_a_death(run):
    session = run("def die():\n    import os; os._exit(0)\ndef f(x):\n    return x")
    old = session.rng(3)
    session.call("die", (), {})
    error = session.call("f", (old,), {}).error
    assert error.kind == "died"
    assert session.call(old, (), {}).error.kind == "died"
    assert session.call("f", (session.rng(3),), {}).error is None


def test_a_function_that_keeps_hanging_leaves_time_to_the_others(run, quick):
    session = run("def hang(x):\n    while True: pass" + FINE, limits=dataclasses.replace(quick, call_s=0.1))
    started = time.monotonic()
    assert {session.call("hang", (n,), {}).error.kind for n in range(50)} == {"timeout"}
    assert time.monotonic() - started < 30  # it would never end
    assert session.call("fine", (), {}).value == "fine"


def test_deaths_are_bounded(run, monkeypatch):
    monkeypatch.setattr("autograder.sandbox.session.MAX_FORKS", 3)
    session = run("import os\n" + "".join(f"def die{n}():\n    os._exit(0)\n" for n in range(5)) + FINE)
    kinds = [session.call(f"die{n}", (), {}).error.kind for n in range(5)]
    assert kinds == ["died"] * 5
    assert session.call("fine", (), {}).error.kind == "died"


def test_a_box_goes_on_when_its_clean_process_is_lost(box):
    process = box._awake()._process
    process.kill()
    process.wait()
    assert box.start([Cell("0", FINE)]).call("fine", (), {}).value == "fine"


def test_a_submission_that_has_left_its_box_is_not_asked(box, run):
    session = run(FINE)
    box.start([])
    with pytest.raises(GraderError):
        session.call("fine", (), {})


def test_a_helper_that_has_hung_three_times_is_not_called_again(run, quick):
    session = run("def f():\n    while True:\n        pass" + FINE, limits=quick)
    hanging, helper = "def look():\n    return f()", "def glance():\n    return fine()"
    kinds = [session.call(session.define(hanging), (), {}).error.kind for _ in range(3)]
    started = time.monotonic()
    assert [*kinds, session.call(session.define(hanging), (), {}).error.kind] == ["timeout"] * 4
    assert time.monotonic() - started < quick.call_s  # three of them have taken that long each
    assert session.call(session.define(helper), (), {}).value == "fine"


def test_what_a_killed_grader_has_left_goes_when_the_next_one_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    used, left, fresh = (interpreter.NeutralNumPy() for _ in range(3))
    os.close(left._lock)
    os.close(fresh._lock)
    for box in (used, left):
        os.utime(box.path, (0, 0))
    (tmp_path / "box-link").symlink_to(Path(interpreter.__file__).parent)
    mine = tmp_path / "box-mine.txt"
    mine.write_text("a file that only sounds like it")
    os.utime(mine, (0, 0))
    interpreter.NeutralNumPy().close()
    assert {path.name for path in tmp_path.iterdir()} == {used.path.name, fresh.path.name, "box-link", mine.name}
    assert len(list(Path(interpreter.__file__).parent.iterdir())) > 3
    used.close()


def test_a_box_that_cannot_be_started_leaves_nothing_open(monkeypatch):
    def refuse(*_, **__):
        raise OSError("no process is left")

    monkeypatch.setattr("subprocess.Popen", refuse)
    before = os.listdir("/proc/self/fd")
    with pytest.raises(SandboxError, match="no process is left"):
        CleanProcess(())
    assert len(os.listdir("/proc/self/fd")) == len(before)
