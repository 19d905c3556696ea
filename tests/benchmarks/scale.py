"""Time and cost of large classes, computed from the rates in docs/benchmarks.md, into docs/scale.md.

python -m tests.benchmarks.scale [--docs docs/scale.md] [--price 0.05]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

BENCHMARKS = Path("docs", "benchmarks.md")
BEGIN, END = "<!-- computed: begin -->", "<!-- computed: end -->"
HEADING = "### Where chainrule's time goes"
SIZES = (1_000, 10_000, 100_000)
MACHINES = ((2, 2), (8, 8), (16, 4), (64, 4))
START_S = 2.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Seconds of one core a submission: in a worker, at the one that records, for the feedback page."""

    grading: float
    recording: float
    page: float

    def seconds(self, count: int, workers: int, cores: int) -> float:
        """For `count` submissions on `workers` cores that grade and `cores` where the command runs.

        On one machine (`workers == cores`) everything shares the same cores; on a cluster, workers have their own.
        """
        if workers == cores:
            together = count * (self.grading + self.recording) / cores
            graded = max(together, count * self.recording)
        else:
            graded = max(count * self.grading / workers, count * self.recording)
        return START_S + graded + count * self.page / cores

    def core_hours(self, count: int) -> float:
        return count * (self.grading + self.recording + self.page) / 3600


def read_rates(text: str) -> Rates:
    """The column of the first assignment in the table of parts, which says milliseconds."""
    table = text.partition(HEADING)[2].partition("\n\n|")[2].partition("\n\n")[0]
    parts = {
        name.strip(): float(ms) / 1000 for name, ms in re.findall(r"^\|? *([^|]+?) *\| *([\d.]+) *\|", table, re.M)
    }
    recording, page = parts["recording in nbgrader"], parts["feedback page"]
    return Rates(parts["together"] - recording - page, recording, page)


def table_of(rates: Rates, price: float) -> Iterator[str]:
    yield f"g = {1000 * rates.grading:.0f} ms, r = {1000 * rates.recording:.0f} ms, f = {1000 * rates.page:.0f} ms"
    yield f"a submission; {rates.grading / rates.recording:.0f} workers grade as fast as one process records."
    yield ""
    yield f"| submissions | {' | '.join(map(_machine, MACHINES))} | core-hours | cost |"
    yield "|" + "---|" * (len(MACHINES) + 3)
    for size in SIZES:
        times = " | ".join(_duration(rates.seconds(size, *machine)) for machine in MACHINES)
        hours = rates.core_hours(size)
        yield f"| {size:,} | {times} | {hours:.2f} | {hours * price:.2f} |"


def _machine(machine: tuple[int, int]) -> str:
    workers, cores = machine
    return f"one machine, {cores} cores" if workers == cores else f"{workers} workers, {cores} cores beside"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, help="write the table into this file, between its marks")
    parser.add_argument("--price", type=float, default=0.05, help="of a core-hour")
    options = parser.parse_args(arguments)
    table = "\n".join(table_of(read_rates(BENCHMARKS.read_text(encoding="utf-8")), options.price))
    print(table)
    if options.docs:
        before, _, rest = options.docs.read_text(encoding="utf-8").partition(BEGIN)
        options.docs.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
