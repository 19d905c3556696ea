"""Loops over time: what is taken, how often it is drawn, and what stands there at the end."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from course.plots.style import new_figure
from course.widgets.live.controls import Choice
from course.widgets.live.loop import WatchedLoop, watch
from course.widgets.live.pace import FRAMES, Film, Sparing

HERE = "course.widgets.live"  # has no demonstration

Look = Callable[[str], Any]


class Dots:
    """A dot for each moment."""

    words = "Dots."

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.shown: list[int] = []
        self.figure = new_figure(1.0, 1.0)
        (self._dots,) = self.figure.add_subplot(xlim=(0, 9), ylim=(0, 9)).plot([], [], "o")
        self.moving = [self._dots]

    def take(self, moment: int, seconds: float) -> None:
        self.taken.append(moment)

    def show(self) -> bool:
        self.shown.append(self.taken[-1])
        self._dots.set_data(self.taken, self.taken)
        return False


class DotsWithAPast(Dots):
    """The same, with a way back."""

    @property
    def controls(self) -> tuple[Choice, ...]:
        return (Choice("moment", "moment", tuple(self.taken), self.taken[-1], slider=True),)

    def update(self, moment: int) -> bool:
        self._dots.set_data([moment], [moment])
        return False


def test_a_program_sees_the_last_moment_and_a_person_the_first_ones_too(look: Look) -> None:
    view = Dots()
    look("program")
    watch(lambda: view, range(1, 6), 5, HERE)
    assert (view.taken, view.shown) == ([1, 2, 3, 4, 5], [5])
    view = Dots()
    look("person")
    watch(lambda: view, range(1, 6), 5, HERE)
    assert view.taken == [1, 2, 3, 4, 5]
    assert view.shown[0] == 1
    assert view.shown[-1] == 5


def test_a_view_with_controls_goes_back(look: Look) -> None:
    seen = look("person")
    watch(DotsWithAPast, range(1, 4), 3, HERE)
    (moment,) = seen.controls
    last = seen.frames[-1]
    moment.value = 1
    assert seen.frames[-1] != last
    moment.value = 3
    seen = look("program")
    watch(DotsWithAPast, range(1, 4), 3, HERE)
    assert seen.controls == []


def test_what_is_not_written_ends_the_loop_with_a_line(look: Look) -> None:
    def moments() -> Iterator[int]:
        yield 1
        loss()

    def loss() -> None:
        raise NotImplementedError

    seen = look("program")
    watch(Dots, moments(), 2, HERE)
    assert seen.frames == seen.stills == []
    assert seen.lines == ["`loss` is not written yet. Write it, run its cell, then run this one again."]


def test_a_loop_of_someone_else_is_watched_alike(look: Look) -> None:
    seen, view = look("program"), Dots()
    loop = WatchedLoop(view, Sparing(1.0))
    loop.take(1)
    loop.take(2)
    assert view.shown == []
    loop.end()
    assert (view.shown, len(seen.stills)) == ([2], 1)


@pytest.mark.parametrize("audience", ["nobody", "program", "person"])
def test_nothing_taken_is_nothing_shown(audience: str, look: Look) -> None:
    seen = look(audience)
    watch(Dots, (), 0, HERE)
    assert seen.frames == seen.stills == []


def test_drawing_takes_its_share_of_the_time_and_no_more() -> None:
    now = 0.0
    pace = Sparing(0.05, clock=lambda: now)
    assert pace.due()
    with pace.drawing():
        now = 0.01
    assert not pace.due()
    now = 0.19
    assert not pace.due()
    now = 0.21
    assert pace.due()


def film(total: int, moment_s: float) -> tuple[int, float]:
    """How many frames a loop of so many moments has, and how long it takes."""
    now, frames = 0.0, 0

    def wait(seconds: float) -> None:
        nonlocal now
        now += seconds

    pace = Film(total, clock=lambda: now, wait=wait)
    for _ in range(total):
        now += moment_s
        if pace.due():
            with pace.drawing():
                now += 0.05
                frames += 1
    return frames, now


def test_a_fast_loop_takes_two_to_four_seconds_and_a_slow_one_is_not_held_up() -> None:
    for total in (87, 600, 5000):
        frames, seconds = film(total, 1e-4)
        assert 20 <= frames <= 40
        assert 2.0 <= seconds <= 4.0
    frames, seconds = film(100, 0.2)
    assert frames >= FRAMES
    assert seconds == pytest.approx(100 * 0.2 + frames * 0.05)
    assert film(3, 1e-4)[1] < 0.5


def test_a_person_can_stop_a_loop(look: Look) -> None:
    seen, view = look("person"), Dots()

    def moments() -> Iterator[int]:
        yield 1
        (stop,) = seen.buttons
        assert stop.description == "stop here"
        stop.click()
        yield from range(2, 6)

    watch(lambda: view, moments(), 5, HERE)
    assert view.taken == [1, 2]
    assert seen.buttons == []


def test_interrupting_the_kernel_stops_a_loop_as_well(look: Look) -> None:
    def moments() -> Iterator[int]:
        yield from (1, 2)
        raise KeyboardInterrupt

    seen, view = look("person"), Dots()
    watch(lambda: view, moments(), 5, HERE)
    assert view.shown[-1] == 2
    assert len(seen.stills) == 2
