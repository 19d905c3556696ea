"""The command `chainrule`. Exit codes: 0 done, 1 work left, 2 cannot run.

This module alone reads and sets the environment.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["main", "prepare_environment"]

EPILOG = "examples:\n  {}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a fault becomes one line on stderr and exit code 2."""
    options = _parser().parse_args(arguments)
    os.environ.update(prepare_environment())
    from autograder import commands
    from autograder.report import GraderError
    from autograder.sandbox.backend import SandboxError
    from autograder.spec import SpecError

    try:
        code = int(getattr(commands, f"run_{options.command}")(options))
        gc.freeze()  # nothing is left to be found among all that was loaded: a tenth of a second at the end
        return code
    except (commands.UsageError, SpecError, SandboxError, GraderError) as error:
        print(f"chainrule {options.command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"chainrule {options.command}: interrupted; what is done is kept", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # the reader has gone; leave without a traceback
        return 0


def prepare_environment() -> dict[str, str]:
    """What must be set: nbgrader starts `alembic` from PATH, and BLAS threads only get in the way of small arrays."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {"PATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chainrule", description="A course in training neural networks, and its grader."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_author_commands(commands)
    _add_grading_commands(commands)
    return parser


def _add_author_commands(commands: argparse._SubParsersAction) -> None:
    new = _add(
        commands,
        "new",
        "make an exercise folder that already passes its own proof",
        "chainrule new dropout/my_exercise",
    )
    new.add_argument("exercise", metavar="ASSIGNMENT/EXERCISE")

    sync = _add(
        commands, "sync", "write the exercise folders into source/ and source/ into release/", "chainrule sync --check"
    )
    sync.add_argument("--check", action="store_true", help="only say what differs; exit code 1 when something does")
    _add_course(sync)

    verify = _add(
        commands,
        "verify",
        "prove exercise folders: right earns all, wrong is caught and named",
        "chainrule verify dropout/dropout",
    )
    verify.add_argument(
        "exercises", nargs="*", metavar="EXERCISE", help="assignment/exercise or assignment; all when none is given"
    )
    _add_run(verify)

    kit = _add(
        commands,
        "kit",
        "zip what a student needs: notebooks, the course package, a README",
        "chainrule kit --output build/kit.zip",
    )
    kit.add_argument("--output", type=Path, default=Path("build/chainrule-kit.zip"), metavar="FILE")
    _add_course(kit)

    coverage = _add(
        commands, "coverage", "print lecture id, function, exercise, section and widget", "chainrule coverage --json"
    )
    coverage.add_argument("--json", action="store_true", help="one JSON object on stdout")


def _add_grading_commands(commands: argparse._SubParsersAction) -> None:
    once = _add(commands, "try", "grade one file against one exercise", "chainrule try dropout/dropout my_answer.py")
    once.add_argument("exercise", metavar="EXERCISE")
    once.add_argument("file", type=Path, metavar="FILE", help="a .py file or a notebook")
    once.add_argument("--json", action="store_true", help="the report as one JSON object on stdout")
    _add_run(once)

    grade = _add(
        commands,
        "grade",
        "grade submitted/*/ASSIGNMENT into nbgrader's gradebook",
        "chainrule grade dropout --workers 2",
    )
    grade.add_argument("assignment", metavar="ASSIGNMENT")
    grade.add_argument("--force", action="store_true", help="grade again what is graded already")
    grade.add_argument("--no-feedback", action="store_true", help="leave the feedback pages for later")
    _add_workers(grade)
    grade.add_argument("--dask", metavar="ADDRESS", help="grade on a running Dask cluster, e.g. tcp://host:8786")
    _add_run(grade)
    _add_course(grade)

    demo = _add(
        commands,
        "demo",
        "build a sample class, grade it, and compare with what it was built to earn",
        "chainrule demo --students 500 --json",
    )
    demo.add_argument("--students", type=int, default=24, metavar="N")
    demo.add_argument("--assignment", metavar="A")
    demo.add_argument("--json", action="store_true", help="one JSON object on stdout")
    _add_workers(demo)
    _add_run(demo)
    _add_course(demo)


def _add(commands: argparse._SubParsersAction, name: str, text: str, example: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=EPILOG.format(example),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed", type=int, metavar="N", help="repeat a run; a fresh seed is drawn and recorded otherwise"
    )
    parser.add_argument(
        "--unsandboxed", action="store_true", help="run student code without walls: only for code you trust"
    )


def _add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (default: one per core)"
    )


def _add_course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--course", type=Path, default=Path(), metavar="DIR", help="the course folder (default: this folder)"
    )


if __name__ == "__main__":
    sys.exit(main())
