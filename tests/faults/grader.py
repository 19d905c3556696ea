"""A grader that can be killed: in a fork of a process that has loaded everything, or the command itself."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Ended", "Forked", "forked_grader"]

KILLED = -9


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: exit code, steps that leave something behind, how many were refused, seconds, what it said."""

    code: int
    steps: list[str]
    refusals: int
    seconds: float
    said: str

    @property
    def killed(self) -> bool:
        return self.code == KILLED


class Forked:
    """Runs `chainrule grade` in forks of one process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, root: Path, **moment: Any) -> Ended:
        """To its end, or until `after_s` seconds or the step `at_step`, when it is killed or its `trouble` begins."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"root": str(root)} | moment) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


@contextlib.contextmanager
def forked_grader(checkout: Path) -> Iterator[Forked]:
    command = [sys.executable, "-m", "tests.faults.zygote"]
    with subprocess.Popen(command, cwd=checkout, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Forked(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
