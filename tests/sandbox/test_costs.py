"""What a process sends costs this side no more than it says: nothing is copied with every byte, and no dict is slow."""

from __future__ import annotations

import dataclasses
import itertools
import time

import pytest

from autograder.grading.bounds import Overrun
from autograder.sandbox.backend import Cell, Ref
from autograder.sandbox.clean_process import CleanProcess
from autograder.sandbox.inside.bounds import MAX_KEYS
from autograder.sandbox.inside.channel import Channel
from autograder.sandbox.inside.values import Unpacker
from autograder.sandbox.limits import Limits

SHORT = Limits(memory_mb=512, call_s=2.0, tests_s=0.3, cell_s=0.4, cells_s=0.1, idle_s=0.4, output_mb=4)


def seconds_for(count: int) -> float:
    """To take so many bytes that come one at a time."""
    channel = Channel(0, "", lambda value: [], lambda tag, content: None, send_limit=0, receive_limit=0, asks=True)
    channel._read = lambda read, left: b"x"  # type: ignore[method-assign]
    started = time.thread_time()
    assert channel._take(count, None) == b"x" * count
    return time.thread_time() - started


def test_what_drips_is_not_copied_with_every_byte():
    """Four times as much takes about four times as long, not sixteen times."""
    few = min(seconds_for(100_000) for _ in range(3))
    assert seconds_for(400_000) < 8 * few


@pytest.mark.parametrize("step", [2**61 - 1, 2**64])
def test_whole_numbers_that_have_one_hash_in_common_are_no_keys(step):
    """A dict of them takes a time that grows with the square of its size."""
    content = [[key, None] for key in itertools.islice(itertools.count(step, step), 5)]
    with pytest.raises(TypeError):
        Unpacker([], lambda tag, content: None).unpack(["dict", content])


def test_a_dict_has_so_many_keys_and_no_more(run):
    session = run("def some(count):\n    return dict.fromkeys(range(count))")
    assert len(session.call("some", (MAX_KEYS,), {}).value) == MAX_KEYS
    assert isinstance(session.call("some", (MAX_KEYS + 1,), {}).value, Ref), "it stays where it is"
    with pytest.raises(ValueError, match="keys"):
        Unpacker([], lambda tag, content: None).unpack(["dict", [[key, 0] for key in range(MAX_KEYS + 1)]])


def test_what_this_side_computes_on_it_has_an_end_too(run):
    """Together with all that the submission computes."""

    def compute():
        until = time.thread_time() + 0.6 * SHORT.in_all(0)
        while time.thread_time() < until:
            pass

    session = run("def use(f):\n    return f()", limits=dataclasses.replace(SHORT, idle_s=20.0))
    kinds = [fault and fault.kind for fault in (session.call("use", (compute,), {}).error for _ in range(3))]
    assert kinds == [None, None, "spent"]


def test_an_answer_that_was_not_waited_for_is_not_taken_for_the_next_one(box, monkeypatch):
    """A test's time may be over while a process is ended for it."""
    session = box.start([Cell("f", "import os\ndef f():\n    os._exit(0)")])
    session.names()

    def leave(self, seconds):
        monkeypatch.undo()
        raise Overrun

    monkeypatch.setattr(CleanProcess, "_answer", leave)
    with pytest.raises(Overrun):
        session.call("f", (), {})
    for _ in range(3):
        again = box.start([Cell("f", "def f():\n    return 1")])
        assert again.call("f", (), {}).value == 1
