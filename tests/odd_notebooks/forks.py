"""A function run in a fork of this process: whatever it does to its state, this one's stays as it is."""

from __future__ import annotations

import json
import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

GIVE_UP_S = 60.0
LATE = b'[null, "no answer in time"]'


def in_a_fork(function: Callable[[], Any]) -> Any:
    """What `function` gives in a process of its own, as JSON keeps it. Raises RuntimeError where it gives nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer(function, writing)
    os.close(writing)
    try:
        content = read_all(reading)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    value, problem = json.loads(content or LATE)
    if problem:
        raise RuntimeError(problem)
    return value


def answer(function: Callable[[], Any], writing: int) -> NoReturn:
    """In a fork: say what `function` gives, or why it does not, and end."""
    try:
        text = json.dumps([function(), ""])
    except BaseException:
        text = json.dumps([None, traceback.format_exc()])
    os.write(writing, text.encode())
    os._exit(0)


def read_all(reading: int) -> bytes:
    """All until the other side hangs up, or nothing when that takes too long."""
    content, deadline = b"", time.monotonic() + GIVE_UP_S
    while select.select([reading], [], [], max(0.0, deadline - time.monotonic()))[0]:
        part = os.read(reading, 1 << 16)
        if not part:
            return content
        content += part
    return b""
