"""The clean process that submissions' processes are forked from, seen from outside: start it, talk to it. Trusted."""

from __future__ import annotations

import json
import secrets
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError
from autograder.sandbox import interpreter
from autograder.sandbox.limits import Limits
from autograder.sandbox.meter import announce_senders
from autograder.sandbox.payload import BOOT, payload
from autograder.sandbox.walls.wall import Start, Wall

__all__ = ["CleanProcess"]

START_S, ANSWER_S, END_S = 60.0, 30.0, 2.0
FLAGS = ("-I", "-S", "-B", "-c")


class CleanProcess:
    """Imports NumPy once, runs nothing of a student's, forks one child at a time.

    It gets ready by itself while its maker goes on; what went wrong is said when the first child is asked for.
    """

    def __init__(self, walls: Sequence[Wall]) -> None:
        self._control, theirs = socket.socketpair()
        self._is_ready = self._is_lost = False
        self._numpy = interpreter.NeutralNumPy()
        try:
            with theirs, tempfile.TemporaryFile() as sent:
                self._process = _spawn(walls, [theirs.fileno(), sent.fileno()], self._numpy.path)
                sent.write(payload(walls))
                sent.flush()
                self._control.sendall(b"go")
        except OSError as error:
            self._control.close()
            self._numpy.close()
            raise SandboxError(f"no box could be started: {error}") from error

    @property
    def alive(self) -> bool:
        return not self._is_lost and self._process.poll() is None

    def start(self, limits: Limits, cpu_s: float) -> tuple[socket.socket, str]:
        """Fork a child. Its end of the conversation, and the nonce it is to repeat. Raises SandboxError."""
        self._await_ready()
        ours, theirs = socket.socketpair()
        announce_senders(ours)
        nonce = secrets.token_hex(8)
        order = {"do": "start", "nonce": nonce, "memory_mb": limits.memory_mb, "cpu_s": cpu_s}
        with theirs:
            self._ask(order | {"output_bytes": limits.output_mb << 20}, theirs.fileno())
        ours.setblocking(False)
        return ours, nonce

    def interrupt(self) -> None:
        """Stop what the child is doing; it may go on with something else. Raises SandboxError."""
        self._ask({"do": "interrupt"})

    def reap(self, grace_s: float) -> int | None:
        """End the child after `grace_s`: its exit code, or minus the signal that ended it. Raises SandboxError."""
        code = self._ask({"do": "reap", "grace_s": grace_s})["exit"]
        return None if code is None else int(code)

    def close(self) -> None:
        """Hang up; the process ends its child and itself."""
        self._control.close()
        if not self._is_ready:
            self._process.kill()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
        self._numpy.close()

    def _await_ready(self) -> None:
        if self._is_ready:
            return
        try:
            problem = self._answer(START_S).get("error", "")
        except SandboxError as error:
            problem = self._last_words() or str(error)
        if problem:
            raise SandboxError(f"no box could be started: {problem}")
        self._is_ready = True

    def _ask(self, order: dict[str, Any], fd: int | None = None) -> dict[str, Any]:
        """Who leaves before the answer has come would find it in the place of the next one: then this one is lost."""
        if self._is_lost:
            raise SandboxError("the box's own process was left in the middle of an answer")
        self._is_lost = True
        answer = self._asked(order, fd)
        self._is_lost = False
        return answer

    def _asked(self, order: dict[str, Any], fd: int | None) -> dict[str, Any]:
        line = json.dumps(order).encode() + b"\n"
        try:
            if fd is None:
                self._control.sendall(line)
            else:
                socket.send_fds(self._control, [line], [fd])
        except OSError as error:
            raise SandboxError(f"the box's own process is gone: {error}") from error
        return self._answer(ANSWER_S)

    def _answer(self, seconds: float) -> dict[str, Any]:
        self._control.settimeout(seconds)
        answer = b""
        while not answer.endswith(b"\n"):
            try:
                more = self._control.recv(4096)
            except OSError as error:
                raise SandboxError(f"the box's own process does not answer: {error}") from error
            if not more:
                raise SandboxError("the box's own process ended")
            answer += more
        return dict(json.loads(answer))

    def _last_words(self) -> str:
        self._process.kill()
        said = self._process.communicate()[1].decode(errors="replace").strip()
        return said.splitlines()[-1] if said else ""


def _spawn(walls: Sequence[Wall], fds: Sequence[int], numpy_parent: Path) -> subprocess.Popen[bytes]:
    start = Start((), interpreter.python(), numpy_parent)
    for wall in walls:
        start = wall.enclose(start)
    command = [*start.before, str(start.python), *FLAGS, BOOT, *map(str, fds), str(start.numpy_parent)]
    return subprocess.Popen(  # noqa: S603  # our own words
        command,
        env=interpreter.environment(),
        cwd="/",
        pass_fds=fds,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
