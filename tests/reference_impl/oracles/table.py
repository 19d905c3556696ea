"""The table of docs/oracles.md: which libraries check which function, and how close they come.

    python -m tests.reference_impl.oracles.table     runs the comparisons and writes the table anew

While a test of this folder runs, every function of the reference that it calls itself is noted, with the largest
difference that the test finds. What another function of the reference calls does not count.
"""

import inspect
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pytest

from reference_impl.checking import decorator
from tests.reference_impl.oracles.compare import MEASURED
from tests.reference_impl.promised import PROMISED

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[2] / "docs" / "oracles.md"
BLOCK = re.compile(r"(?<=<!-- written by tests\.reference_impl\.oracles\.table -->\n).*?(?=<!-- end -->)", re.DOTALL)
HEAD = "| function | compared with | float64 | float32 |\n|---|---|---|---|\n"
REST = (
    "\nNo library has the others. They are held to closed forms, to worked values of the lectures and to properties:\n"
)
FILES = {str(function.path) for function in PROMISED.values()}
ARGUMENT_CHECKS = str(inspect.getsourcefile(decorator))


@dataclass(slots=True)
class Seen:
    """What was seen of one function: the oracles, and the largest relative error by dtype."""

    oracles: set[str] = field(default_factory=set)
    errors: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        errors = [self.errors.get(dtype) for dtype in ("float64", "float32")]
        told = ["" if e is None else f"{e:.0e}".replace("e-0", "e-").replace("e+00", "") for e in errors]
        return " | ".join([", ".join(sorted(self.oracles, key=str.lower)), *told])


SEEN: dict[str, Seen] = defaultdict(Seen)


@contextmanager
def noting(oracle: str) -> Iterator[None]:
    """Note what the code inside compares with `oracle`."""
    called: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename in FILES and _is_direct(frame):
            called.add(frame.f_code.co_name)

    MEASURED.clear()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)
    for name in called & PROMISED.keys():
        SEEN[name].oracles.add(oracle)
        for dtype, error in MEASURED:
            SEEN[name].errors[dtype] = max(error, SEEN[name].errors.get(dtype, 0.0))


def _is_direct(frame: FrameType) -> bool:
    """Whether a file of this folder made the call, through the check of the arguments or without one."""
    caller = frame.f_back
    while caller and caller.f_code.co_filename == ARGUMENT_CHECKS:
        caller = caller.f_back
    return caller is not None and Path(caller.f_code.co_filename).parent == HERE


def compared() -> dict[str, set[str]]:
    """What was seen: function -> oracles, none for a function that no library has."""
    return {name: SEEN[name].oracles if name in SEEN else set() for name in PROMISED}


def documented() -> dict[str, set[str]]:
    """What the document says, in the same form."""
    rows, _, rest = BLOCK.search(DOCUMENT.read_text(encoding="utf-8"))[0].partition(REST)
    found = {name: set(oracles.split(", ")) for name, oracles in re.findall(r"^\| `(\w+)` \| ([^|]+) \|", rows, re.M)}
    return found | {name: set() for name in re.findall(r"`(\w+)`", rest)}


def write() -> None:
    """Put what was seen into the document, in the order of the reference."""
    rows = "".join(f"| `{name}` | {SEEN[name]} |\n" for name in PROMISED if name in SEEN)
    rest = textwrap.fill(", ".join(f"`{name}`" for name in PROMISED if name not in SEEN) + ".", 120)
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(BLOCK.sub(lambda _: f"{HEAD}{rows}{REST}{rest}\n", text), encoding="utf-8")


def main() -> int:
    """Run the comparisons; write the table if they hold."""
    code = int(pytest.main([str(HERE), "-q"]))
    if not code:
        write()
    return code


if __name__ == "__main__":
    from tests.reference_impl.oracles import table  # the module that the tests note in, and not this copy of it

    sys.exit(table.main())
