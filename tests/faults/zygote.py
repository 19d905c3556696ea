"""A process that has loaded all that `chainrule grade` needs, and runs it in forks of itself that can be killed.

A cell's text stands for what a box would find (tests/small_course.py): what is tried is how grades are kept, a hundred
times in half a minute. `python -m tests.faults` does the same with the command itself, its workers and boxes.

It reads lines of JSON, `{"root": ..., "after_s": ..., "at_step": ..., "trouble": ...}`, and answers each with
`{"code": ..., "steps": ..., "seconds": ..., "said": ...}`; the code of who was killed is negative. With
`"warm": true` it runs the command in itself, so that its forks have all caches filled.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from jinja2 import Environment

import autograder.nbgrader_plugin.feedback
import autograder.nbgrader_plugin.finished
import autograder.nbgrader_plugin.grading
import autograder.nbgrader_plugin.marks
import autograder.nbgrader_plugin.notices
import autograder.nbgrader_plugin.page
import autograder.nbgrader_plugin.preflight
import autograder.nbgrader_plugin.preprocessor
import autograder.nbgrader_plugin.recording
from autograder.batch.desk import DESK
from autograder.batch.early import EarlyWorkers
from autograder.batch.jobs import Job
from autograder.batch.worker import grade_job
from autograder.cli import main, prepare_environment
from autograder.reports.results import Graded
from tests.faults import steps
from tests.small_course import ASSIGNMENT, grade_by_text

__all__: list[str] = []

UNSAID = 70


def serve() -> None:
    """Answer each line until there is no more."""
    os.environ.update(prepare_environment())
    _stand_in()
    for line in sys.stdin:
        print(json.dumps(_answer(**json.loads(line))), flush=True)


def _stand_in() -> None:
    """No worker, no box: everything in one process."""
    start = EarlyWorkers.start
    EarlyWorkers.start = lambda early, _: start(early, None)  # type: ignore[method-assign, assignment]
    EarlyWorkers.grade = _graded  # type: ignore[method-assign, assignment]
    Environment.compile = _compiled_once(Environment.compile)  # type: ignore[method-assign, assignment]
    DESK.grade = grade_by_text  # type: ignore[method-assign, assignment]
    DESK.prove = lambda settings: None  # type: ignore[method-assign]
    autograder.batch.pool.warm_up = lambda: None


def _compiled_once(compile_template: Callable[..., Any]) -> Callable[..., Any]:
    """Half of a run's time in this small class."""
    compiled: dict[Any, Any] = {}

    def compile_or_recall(self: Environment, source: Any, *names: Any, **options: Any) -> Any:
        key = (source, names, repr(options))
        if key not in compiled:
            compiled[key] = compile_template(self, source, *names, **options)
        return compiled[key]

    return compile_or_recall


def _graded(_: EarlyWorkers, jobs: Iterable[Job]) -> Iterator[Graded]:
    yield from map(grade_job, jobs)


def _answer(
    root: str,
    after_s: float | None = None,
    at_step: int | None = None,
    trouble: str = "",
    *,
    clock_s: float = 0.0,
    warm: bool = False,
) -> dict[str, Any]:
    arguments = ["grade", ASSIGNMENT, "--course", root, "--workers", "1"]
    if warm:
        return _warm(arguments)
    reading, writing = os.pipe()
    process, started = os.fork(), time.monotonic()
    if not process:
        os.close(reading)
        _set_clock(clock_s)
        _run(arguments, writing, at_step, trouble)
    os.close(writing)
    if after_s is not None:
        time.sleep(after_s)
        os.kill(process, signal.SIGKILL)
    with open(reading) as pipe:
        said = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    answer = {"code": code, "steps": [], "refusals": 0, "said": "", "seconds": time.monotonic() - started}
    return answer | (json.loads(said) if said else {})


def _warm(arguments: list[str]) -> dict[str, Any]:
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(arguments)
    gc.freeze()
    return {"code": code, "steps": [], "refusals": 0, "said": said.getvalue(), "seconds": 0.0}


def _set_clock(ahead_s: float) -> None:
    now = time.time
    time.time = lambda: now() + ahead_s


def _told(names: list[str], said: str) -> dict[str, Any]:
    return {"steps": names, "said": said[-20000:], "refusals": steps.refusals}


def _run(arguments: list[str], writing: int, at_step: int | None, trouble: str) -> None:
    """In the fork, which ends here."""
    said, code = io.StringIO(), UNSAID
    try:
        counted = steps.count_steps(at_step, steps.TROUBLES[trouble] if trouble else steps.killed)
        with redirect_stdout(said), redirect_stderr(said):
            code = main(arguments)
        os.write(writing, json.dumps(_told(counted(), said.getvalue())).encode())
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
