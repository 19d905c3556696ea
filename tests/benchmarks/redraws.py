"""What a frame of each explorer costs a processor: its model, drawing the picture, encoding it.

    python -m tests.benchmarks.redraws [explorer ...]

Without a browser, so that a busy machine changes little. Each control is moved on step by step, to its end and back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain, cycle, islice
from statistics import median
from time import process_time
from typing import Any

import ipywidgets
import pytest

from course import widgets
from course.widgets.live import canvas, stage
from tests.course.widgets.conftest import FrontEnd, see

MOVES, TRAINS_MS = 20, 40.0
MODEL, DRAWING, ENCODING, ALL = "model", "drawing", "encoding", "together"


@dataclass(frozen=True, slots=True)
class Redraws:
    """What the frames that one control brings have cost, in milliseconds of a processor."""

    explorer: str
    control: str
    slider: bool
    spent: dict[str, list[float]] = field(default_factory=dict)

    def usual(self, part: str = ALL) -> float:
        """The median of a part."""
        return median(self.spent[part])

    @property
    def longest_model_ms(self) -> float:
        """What the model took where it took longest: for a setting that is new to it."""
        return max(self.spent[MODEL])

    @property
    def trains(self) -> bool:
        """Whether it trains networks for a setting that is new to it."""
        return self.longest_model_ms > TRAINS_MS


def measure(name: str) -> list[Redraws]:
    """Open an explorer with the arguments of its sample, and move each of its controls."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        seen, clock = see("person", patch), Clock(patch)
        sample = import_module(f"course.widgets.explorers.{name}.sample")
        returned = getattr(widgets, name)(**sample.arguments())
        if returned is not None:
            sample.use(returned)
        for control in seen.controls:
            clock.spent = {part: [] for part in (MODEL, DRAWING, ENCODING, ALL)}
            for value in islice(values(control), MOVES):
                with clock.counting(ALL):
                    control.value = value
            _check(seen, name)
            if clock.spent[ALL]:
                found.append(Redraws(name, control.description, _is_slider(control), clock.spent))
    return found


def _is_slider(control: Any) -> bool:
    return not isinstance(control, ipywidgets.ToggleButtons)


def _check(seen: FrontEnd, name: str) -> None:
    if seen.complaints:
        raise RuntimeError(f"{name}: {seen.complaints}")


class Clock:
    """Counts processor time for each part of a frame."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.spent: dict[str, list[float]] = {part: [] for part in (MODEL, DRAWING, ENCODING, ALL)}
        patch.setattr(stage.Stage, "_prepare", lambda self_: None)  # its frame is nobody's
        patch.setattr(canvas, "passing", self.counted(ENCODING, canvas.passing))
        patch.setattr(canvas.Canvas, "_pixels", self.counted(DRAWING, canvas.Canvas._pixels))
        control = stage.Stage.control
        patch.setattr(
            stage.Stage,
            "control",
            lambda self_, controls, update: control(self_, controls, self.counted(MODEL, update)),
        )

    @contextmanager
    def counting(self, part: str) -> Iterator[None]:
        """Add what happens inside to a part."""
        began = process_time()
        yield
        self.spent[part].append(1000 * (process_time() - began))

    def counted(self, part: str, act: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, whose time is added to a part."""

        def acting(*arguments: Any, **named: Any) -> Any:
            with self.counting(part):
                return act(*arguments, **named)

        return acting


def values(control: Any) -> Iterator[Any]:
    """Endless values of a control, from the one that it has to its end and back; none where there is only one."""
    if hasattr(control, "options"):
        options = list(control.options)
        at = options.index(control.value)
    else:
        last, at = (round((value - control.min) / control.step) for value in (control.max, control.value))
        options = [control.min + step * control.step for step in range(last + 1)]
    there, back = range(len(options)), range(len(options) - 2, 0, -1)
    if len(options) > 1:
        yield from islice((options[k] for k in cycle([*there, *back])), at + 1, None)


def table(found: list[Redraws]) -> str:
    """A row for each control."""
    head = f"{'milliseconds of a processor, medians':<52}{'together':>10}{'model':>8}{'draw':>8}{'encode':>8}{'new':>8}"
    rows = (
        f"{f'{each.explorer}: {each.control}':<52}{each.usual():>10.1f}{each.usual(MODEL):>8.1f}"
        f"{each.usual(DRAWING):>8.1f}{each.usual(ENCODING):>8.1f}{each.longest_model_ms:>8.0f}"
        f"{' trains' if each.trains else ''}"
        for each in found
    )
    return "\n".join([head, *rows])


def main(names: list[str]) -> None:
    """Measure and print."""
    print(table(list(chain.from_iterable(map(measure, names or widgets.registry())))))


if __name__ == "__main__":
    main(sys.argv[1:])
