"""The command `chainrule`. Exit codes: 0 done, 1 work left, 2 cannot run.

This module alone reads and sets the environment.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder import commands
from autograder.batch.durable import named_storage
from autograder.errors import ChainruleError
from autograder.reports.wording import printable

__all__ = ["main", "prepare_environment"]

SHARED = "options"  # of the package's files the one that is no command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a fault becomes one line on stderr and exit code 2."""
    options, unknown = _parser().parse_known_args(arguments)
    if unknown:
        options.refuse(f"unrecognized arguments: {' '.join(unknown)}")
    os.environ.update(prepare_environment())
    try:
        with named_storage("a file"), _garbage_seldom_sought():
            code = int(options.run(options))
        gc.freeze()  # nothing is left to be found among all that was loaded: a tenth of a second at the end
        return code
    except ChainruleError as error:
        said = f"chainrule {options.command}: {error}".split("\n")  # what a file or a folder is called is in it
        print("\n".join(map(printable, said)), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"chainrule {options.command}: interrupted; what is done is kept", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # the reader has gone; leave without a traceback
        return 0


@contextlib.contextmanager
def _garbage_seldom_sought() -> Iterator[None]:
    """What a command loads stays: to look through it as often as Python does takes a tenth of a second at its start."""
    before = gc.get_threshold()
    gc.set_threshold(20_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def prepare_environment() -> dict[str, str]:
    """What must be set: nbgrader starts `alembic` from PATH, and BLAS threads only get in the way of small arrays."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {"PATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chainrule", description="A course in training neural networks, and its grader."
    )
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in pkgutil.iter_modules(commands.__path__):
        if module.name != SHARED:
            _add(choices, module.name)
    return parser


def _add(choices: argparse._SubParsersAction[argparse.ArgumentParser], name: str) -> None:
    command = importlib.import_module(f"{commands.__name__}.{name}")
    parser = choices.add_parser(
        name,
        help=command.HELP,
        description=command.HELP[0].upper() + command.HELP[1:] + ".",
        epilog=f"examples:\n  {command.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    parser.set_defaults(run=command.run, refuse=parser.error)


if __name__ == "__main__":
    sys.exit(main())
