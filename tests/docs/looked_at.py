"""Commands of the docs that are not run, each with its reason; that what they name exists is tested all the same."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder import cli

__all__ = ["LOOKED_AT", "complaint", "reason_for"]

CHECKOUT = Path(__file__).parents[2]

# The beginning of a command, in words -> why it is not run here.
LOOKED_AT = {
    "make": "sets up an environment of its own from a registry, or runs for minutes",
    "git": "needs a repository elsewhere",
    "pip": "needs a registry",
    "python -m": "of a checkout, and for minutes; tests/benchmarks runs a small share",
    "python3 -m venv": "needs a registry afterwards",
    "docker": "needs Docker",
    "bash deploy/github.sh": "needs GitHub; tests/deploy tries it with a stand-in",
    "sudo": "changes the machine",
    "jupyter lab": "a server that runs until it is stopped; tests/browser opens one",
    "dask": "a server that runs until it is stopped; tests/batch starts a scheduler and workers",
    "systemctl": "changes the machine",
    "chainrule watch": "runs until it is stopped, unless it says --once; tests/watching starts and stops it",
    "chainrule demo": "half a minute; tests/demo runs it",
    "chainrule verify": "minutes for all exercises, seconds for one: with a name it is run",
    "chainrule mutants": "minutes; tests/mutants runs it on one exercise",
    "chainrule grade --dask": "needs a cluster; tests/batch starts one",
}
RUN_ALL_THE_SAME: dict[str, Callable[[Sequence[str]], bool]] = {
    "chainrule watch": lambda words: "--once" in words,
    "chainrule verify": lambda words: any("/" in word for word in words[2:]),
}


def reason_for(words: Sequence[str]) -> str:
    """Why a command is only looked at; "" where it is run."""
    for beginning, reason in LOOKED_AT.items():
        start = beginning.split()
        plain = [*words[: len(start)]] if "--dask" not in start else [*words[:2], *(w for w in words if w == "--dask")]
        if plain == start and not RUN_ALL_THE_SAME.get(beginning, lambda words: False)(words):
            return reason
    return ""


def complaint(words: Sequence[str]) -> str:
    """What such a command names that is not there; "" where all is."""
    if words[0] == "make":
        return _unknown_target(words[1:])
    if words[0] == "chainrule":
        return _unknown_option(words[1:])
    return ""


def _unknown_target(words: Sequence[str]) -> str:
    targets = set(re.findall(r"^([a-z][\w-]*):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    wanted = [word for word in words if "=" not in word]
    return ", ".join(f"the Makefile has no {target}" for target in wanted if target not in targets)


def _unknown_option(words: Sequence[str]) -> str:
    """Read as the command reads it, and not run."""
    try:
        cli._parser().parse_args(words)
    except (SystemExit, argparse.ArgumentError):
        return f"chainrule does not take: {' '.join(words)}"
    return ""
