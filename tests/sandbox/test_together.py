"""Questions that are put one behind the other: answered as if each had waited for its turn, or not at all."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.errors import Unsendable
from autograder.sandbox.ahead import Earlier, Script, Step, digest_of, leaves_something, script_of
from autograder.sandbox.backend import WHOLE, Outcome, Ref
from autograder.sandbox.guest_process import GuestProcess
from autograder.sandbox.inside import channel
from autograder.sandbox.inside.bounds import CHUNK, HANDLE_BITS, MAX_FRAME
from autograder.sandbox.inside.channel import Channel, Frame, framed
from autograder.sandbox.session import Session
from tests.attacks.wire import AHEAD

MIXED = """
import numpy as np
COUNT = [0]
class Cache:
    def __init__(self, x): self.x = x
def forward(x):
    COUNT[0] += 1
    return 2 * x, Cache(x)
def backward(dout, cache):
    if dout is None:
        raise ValueError("no gradient")
    return dout * cache.x + COUNT[0]
def change(x):
    x[...] = 0
def batches(n):
    yield from range(n)
def draw(rng):
    return rng.normal(size=3)
"""
HONEST = "def f(k):\n    return 10 * k\ndef g():\n    return 'alive'"


def call(target: Any, *arguments: Any, keep: frozenset[int] = frozenset()) -> Step:
    return Step("call", target, arguments, {}, keep)


def asked_of_f(count: int) -> Script:
    return script_of([call("f", k) for k in range(count)])


def outcomes(session: Session, script: Script) -> list[Outcome] | None:
    came = session.together(script)
    return None if came is None else [reply.outcome for reply in came[1]]


def values(session: Session, script: Script) -> list[Any] | None:
    came = outcomes(session, script)
    return None if came is None else [outcome.error.kind if outcome.error else outcome.value for outcome in came]


def test_they_are_answered_as_one_after_the_other(run):
    x, kept = np.arange(3.0), frozenset({1})
    steps = [
        call("forward", x, keep=kept),
        call("backward", x, Earlier(0, 0)),
        call("backward", None, Earlier(0, 0)),
        call("forward", 5 * x, keep=kept),
        call("backward", x, Earlier(3, 0)),
        Step("getattr", Earlier(0, 0), ("x",), {}, frozenset()),
        call("change", x),
        call("batches", 1, keep=frozenset({WHOLE})),
        Step("next", Earlier(7, 0), (), {}, frozenset()),
        Step("next", Earlier(7, 0), (), {}, frozenset()),
        Step("rng", "", (3,), {}, frozenset()),
        call("draw", Earlier(10, 0)),
        Step("define", "", ("def h(x):\n    return backward(x, Cache(x))",), {}, frozenset()),
        call(Earlier(12, 0), x),
    ]
    alone = run(MIXED)
    wanted = [one_by_one(alone, steps) for _ in range(2)]
    together = run(MIXED)
    together.names()
    for one in wanted:  # the second time in a process that holds something
        made, replies = together.together(script_of(steps))
        ahead = [reply.outcome for reply in replies]
        assert [ref.kind for ref in made] == ["generator", "function"]
        assert [told(outcome) for outcome in ahead] == [told(outcome) for outcome in one]
        assert [reply.digest for reply in replies if reply.digest] == [o.digest for o in one if o.digest]
        assert together.call("draw", (made[0],), {}).error is None


def told(outcome: Outcome) -> Any:
    """All that does not depend on numbers of handles."""
    value = outcome.value if not isinstance(outcome.value, tuple) else outcome.value[0]
    value = value.kind if isinstance(value, Ref) else np.asarray(value).tolist()
    return value, outcome.error and (outcome.error.type, outcome.error.line), outcome.changed


def one_by_one(session: Session, steps: list[Step]) -> list[Outcome]:
    left: list[list[Ref]] = []
    answered = []
    for step in steps:

        def real(leaf: Any) -> Any:
            return left[leaf.step][leaf.place] if isinstance(leaf, Earlier) else leaf

        target, arguments = real(step.target), tuple(map(real, step.arguments))
        if step.operation in ("rng", "define"):
            left.append([getattr(session, step.operation)(*arguments)])
            continue
        given = (target, arguments, {}, step.keep) if step.operation == "call" else (target, *arguments)
        answered.append(getattr(session, step.operation)(*given))
        value = answered[-1].value
        left.append([entry for entry in (value if isinstance(value, tuple) else (value,)) if isinstance(entry, Ref)])
    return answered


@pytest.mark.parametrize(("count", "asked", "answered"), [(100, 12_500, 12_500), (250, 5, 12_500), (250, 12_500, 1)])
def test_nobody_waits_for_the_other_to_read(run, quick, count, asked, answered):
    """Large questions, large answers, and as many small ones as a test may have."""
    source = f"import numpy as np\ndef f(x, pad):\n    return np.full({answered}, x[0])"
    session = run(source, limits=replace(quick, idle_s=10.0, output_mb=64))
    session.names()
    came = values(session, script_of([call("f", np.full(asked, float(k)), "x" * 100) for k in range(count)]))
    assert came is not None
    assert [value[0] for value in came] == list(range(count))
    assert session.spent_s < 8, "below what code may sleep"


def test_five_thousand_values_in_one_answer_have_numbers_that_are_no_others(run):
    many = (1 << HANDLE_BITS) + 904
    keep = frozenset({WHOLE})
    steps = [
        call("one", keep=keep),
        call("each"),
        call("one", keep=keep),
        Step("next", Earlier(2, 0), (), {}, frozenset()),
    ]
    session = run(
        "class V:\n    def __init__(self, k): self.k = k\n"
        f"def each():\n    return [V(k) for k in range({many})]\n"
        "def one():\n    return iter(['one'])"
    )
    session.names()
    came = outcomes(session, script_of(steps))
    assert came[3].value == "one"
    refs = came[1].value
    assert len({ref.id for ref in refs}) == many
    assert [session.getattr(refs[k], "k").value for k in (0, 4095, 4096, many - 1)] == [0, 4095, 4096, many - 1]
    with pytest.raises(Unsendable):
        script_of([call("each"), Step("getattr", Earlier(0, 1 << HANDLE_BITS), ("k",), {}, frozenset())])


HOSTILE = {
    "forges a nonce": "spray(frame(said(0), mark='00' * 8))",
    "answers twice": "spray(frame(said(k)) * 2)",
    "answers out of turn": "[spray(frame(said(0), mark=mark)) for mark, _, _ in reversed(waiting())]",
    "answers as if it were the last": "channel().nonce = (waiting() or [[nonce()]])[-1][0]",
    "throws questions away": "waiting(); channel()._unread = b''",
    "sends garbage": "spray(os.urandom(4096))",
    "announces a giant": "spray(struct.pack('!IQ', 2**32 - 1, 2**64 - 1) + b'[')",
    "announces what does not come": "spray(struct.pack('!IQ', 5000, 0) + b'[')\n    import time; time.sleep(99)",
    "hangs": "while True: pass",
    "sleeps": "import time; time.sleep(99)",
    "dies": "os._exit(0)",
    "hangs up": "os.closerange(3, 256)",
    "fills the socket": "while True: spray(bytes(1 << 20))",
}


@pytest.mark.parametrize("when", [0, 3, 19])
@pytest.mark.parametrize("way", HOSTILE)
def test_what_is_no_answer_ends_it_and_nothing_else(run, quick, way, when):
    """None came, within the time of a call, and the process is replaced; whoever comes next is served."""
    head = AHEAD + "\ndef said(value):\n    return ['tuple', ['value', value, ['list', []]]]\n"
    source = f"def f(k):\n  if k == {when}:\n    {HOSTILE[way]}\n  return 10 * k\ndef g():\n  return 'alive'"
    session = run(head, source, limits=quick)
    session.names()
    came = values(session, asked_of_f(20))
    assert session.spent_s < 2 * quick.call_s
    if when < 19:
        assert came is None
    assert session.call("g", (), {}).value == "alive"
    if came is None:
        assert session.together(asked_of_f(1)) is None, "it is not tried again in vain"
    after = run(HONEST)
    after.names()
    assert values(after, asked_of_f(3)) == [0, 10, 20]


@pytest.mark.parametrize(
    "reply",
    ["5", "[]", "['tuple', []]", "['tuple', ['value', ['ref', -1, 'object', 'list'], ['list', []]]]",
     "['tuple', ['value', ['ref', 2**31, 'object', 'list'], ['list', []]]]",
     "['tuple', ['value', ['sealed', 0], ['list', []]]]", "['tuple', ['value', ['array', 0], ['list', []]]]",
     "['tuple', ['callback', 0, ['tuple', []], ['dict', []]]]", "['tuple', ['fault', 1, 2, 3, 4, 5]]",
     "['tuple', ['value', ['list', [0] * 200_000], ['list', []]]]"],
)  # fmt: skip
def test_what_cannot_be_read_is_the_fault_of_that_answer_alone(run, reply):
    session = run(
        AHEAD,
        f"def f(k):\n  if k == 1:\n    end = channel()\n    spray(frame({reply}))\n"
        "    end.post = lambda message: vars(end).pop('post')\n  return 10 * k",
    )
    session.names()
    assert values(session, asked_of_f(3)) == [0, "unplain", 20]


def test_much_that_comes_unread_is_refused_before_it_is_kept(run):
    """Few bytes that would be many values, and many bytes."""
    for source in ("[[]] * 50_000", "bytes(1)", "np.zeros(1 << 16)"):
        session = run(f"import numpy as np\ndef f(k):\n    return {source}\ndef g():\n    return 1")
        session.names()
        came = values(session, asked_of_f(40))
        assert (came is None) == (source != "bytes(1)")
        assert session.call("g", (), {}).value == 1


SLOW = """
import time
def f(k):
    until = time.process_time() + 0.3
    while time.process_time() < until: pass
    return k
def g():
    while True: pass
"""


def test_the_time_of_all_calls_is_kept_and_what_does_not_count_takes_none_of_it(run, quick):
    limits = replace(quick, tests_s=1.0)
    alone = run(SLOW, limits=limits)
    wanted = [alone.call("f", (k,), {}) for k in range(6)]
    session = run(SLOW, limits=limits)
    session.names()
    assert session.together(asked_of_f(50)) is None
    assert session.spent_s < 2 * limits.tests_s
    after = [session.call("f", (k,), {}) for k in range(6)]
    assert [o.error and o.error.kind for o in after] == [o.error and o.error.kind for o in wanted]
    assert [o.error and o.error.kind for o in after][2:6:3] == [None, "spent"]


def test_what_is_taken_back_takes_no_time(run, quick):
    session = run(SLOW, limits=replace(quick, tests_s=1.0))
    session.names()
    for _ in range(4):
        assert values(session, asked_of_f(2)) == [0, 1]
        session.take_back()
    session.release()
    assert values(session, asked_of_f(2)) == [0, 1]
    session.release()
    session.take_back()
    assert values(session, asked_of_f(3)) is None, "what has counted stays"


def test_what_hangs_is_asked_alone_until_the_next_exercise(run, quick):
    session = run(SLOW, limits=quick)
    session.names()
    assert session.together(script_of([call("f", 1), call("g"), call("f", 2)])) is None
    assert session.together(asked_of_f(1)) is None
    session.reach("")
    session.names()
    assert values(session, asked_of_f(1)) == [0]


def test_an_interrupt_leaves_no_process_in_the_middle(run, monkeypatch):
    session = run(HONEST)
    session.names()
    monkeypatch.setattr(GuestProcess, "_came", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        session.together(asked_of_f(5))
    monkeypatch.undo()
    assert session.call("g", (), {}).value == "alive"


@pytest.mark.parametrize("tag", ['"ref"', ' "ref" ', '"\\u0072ef"', '"r\\u0065f"', '"\\u0073ealed"', '"sealed"'])
def test_a_value_that_stays_is_seen_however_it_is_written(tag):
    """Two students' values have one number; by that they are not the same."""
    frame = Frame(f'["tuple",["value",[{tag},1,"object","list"],["list",[]]]],[]]'.encode(), [b""], 0)
    assert leaves_something(frame)
    assert digest_of(frame) == b""


def test_a_text_about_handles_is_a_text(run):
    session = run("def f(k):\n    return '[\"ref\",' * (k + 1)")
    session.names()
    [reply] = session.together(asked_of_f(1))[1]
    assert reply.digest
    assert reply.outcome.value == '["ref",'


def test_where_the_header_ends_is_part_of_what_an_answer_is_known_by():
    header = b'["tuple",["value",["array",0],["list",[]]]],[["uint8",[2]]]]'
    assert digest_of(Frame(header, [b"  "], 2)) != digest_of(Frame(header + b" ", [b" "], 1))


@pytest.mark.parametrize(
    ("answer", "took", "left"),
    [(1.0, 0.0, [0, 0, 3]), (1.0, 0.6, [0, 2, 3]), (1.0, 1.1, [1, 2, 3]), (np.zeros(CHUNK // 8), 0.0, [1, 2, 3])],
    ids=["small ones together", "none waits for long", "none that has taken long waits", "a large one at once"],
)
def test_how_answers_leave(monkeypatch, answer, took, left):
    """`left`: how many have left when the first, the second and the third question are answered.

    Each answer took `took` of the time that the first may wait.
    """
    clock = [0.0]
    monkeypatch.setattr(channel, "monotonic", lambda: clock[0])
    theirs, ours = socket.socketpair()
    limits = {"send_limit": MAX_FRAME, "receive_limit": MAX_FRAME}
    asking = Channel(ours.fileno(), "", list, list, **limits, asks=True)
    answering = Channel(theirs.fileno(), "", list, list, **limits, asks=False)
    nonces = [asking.post_frames([framed("?", list)]) for _ in range(3)]
    asking.leave()
    came = list[int]()
    for _ in left:
        answering.receive()
        clock[0] += took * channel.LONGEST_POSTED_S
        answering.post(answer)
        answering.leave_in_time()
        while asking.is_pending():
            asking.receive_frame(nonces.pop(0))
        came.append(3 - len(nonces))
    assert came == left
    theirs.close()
    ours.close()
