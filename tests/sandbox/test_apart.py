"""What hidden tests have asked stays in the process that has heard it: nothing leads from there to the one after it."""

from __future__ import annotations

import pytest

from autograder.sandbox.backend import Cell
from autograder.sandbox.limits import Limits

LIMITS = Limits(memory_mb=512, call_s=0.4, tests_s=1.0, cell_s=0.6, cells_s=20.0, idle_s=0.4, output_mb=4)
ANSWER = Cell("e", "HEARD, BITS = [], []\ndef tell(number):\n    HEARD.append(number)\n")
CHECK = Cell("", "", check_of="e")
# Who has heard the number computes for ever where a bit of it is 1; who has not sees how long it may compute.
BIT = """
import time
until = time.process_time() + 0.3
try:
    while time.process_time() < until or (HEARD and HEARD[0] >> {place} & 1):
        pass
except KeyboardInterrupt:
    BITS.append({place})
    raise
"""
LAST = Cell("cell-9", "raise ValueError(BITS)", own=True)


def own(source: str) -> Cell:
    return Cell("cell-1", source, own=True)


@pytest.mark.parametrize("number", [0b01, 0b10])
def test_how_long_a_cell_may_compute_says_nothing(box, number):
    """The message of a cell's exception is told from a process that has heard nothing."""
    session = box.start([ANSWER, CHECK, *(own(BIT.format(place=place)) for place in range(2)), LAST], LIMITS)
    session.reach("e")
    assert session.call("tell", (number,), {}).error is None
    session.reach("")
    kinds = [result.error and result.error.kind for result in session.cells]
    assert kinds == [None, *("timeout" if number >> place & 1 else None for place in range(2)), "exception"]
    told = {result.cell: result.error for result in session.told({LAST})}
    assert told[LAST].message == "[]"


def test_what_has_ended_a_process_that_knew_more_is_run_in_the_next_one(box):
    """Which cells are left out would be a message as well."""
    ends = "import os\nif HEARD:\n    os._exit(0)\nhere = 1"
    session = box.start([ANSWER, CHECK, own(ends), Cell("f", "def f():\n    return here")], LIMITS)
    session.reach("e")
    assert session.call("tell", (1,), {}).error is None
    session.reach("")
    assert session.call("f", (), {}).value == 1
    assert [result.error for result in session.cells] == [None, None, None]


def test_what_ends_every_process_is_left_out(box):
    session = box.start([ANSWER, CHECK, own("import os\nos._exit(0)"), Cell("f", "def f():\n    return 2")], LIMITS)
    session.reach("e")
    assert session.call("tell", (1,), {}).error is None
    session.reach("")
    assert session.call("f", (), {}).value == 2
    assert [result.error and result.error.kind for result in session.cells] == [None, "died", None]


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_left_of_the_time_of_own_cells_says_nothing(box, number):
    """Whoever has heard the number can use it up."""
    limits = Limits(memory_mb=512, call_s=0.4, tests_s=1.0, cell_s=0.6, cells_s=0.5, idle_s=0.4, output_mb=4)
    uses = "import time\nuntil = time.process_time() + 0.55\n"
    uses += "while HEARD and HEARD[0] and time.process_time() < until: pass"
    session = box.start([ANSWER, CHECK, own(uses), Cell("", "", check_of="f"), own(BIT.format(place=0)), LAST], limits)
    session.reach("e")
    assert session.call("tell", (number,), {}).error is None
    session.reach("f")
    session.names()
    session.take_back()
    session.reach("")
    told = {result.cell: result.error for result in session.told({LAST})}
    assert told[LAST].message == "[]"
