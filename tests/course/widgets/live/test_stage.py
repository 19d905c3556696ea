"""A live picture: quick frames while it moves, a fine one at rest, and a still one in the file."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from course.widgets.live.canvas import Canvas
from course.widgets.live.explore import explore
from course.widgets.live.page import SCRIPT, head
from course.widgets.live.stage import COMPUTING
from tests.course.pixels import pixels
from tests.course.widgets.live.test_explore import Cross

PATIENCE_S = 20.0


def test_at_rest_the_picture_is_fine_here_and_in_the_file(
    look: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = look("person")
    monkeypatch.setattr("course.widgets.live.stage.REST_S", 0.01)
    explore(Cross, "course.widgets.live")
    seen.controls[0].value = 0.2
    assert wait_until(lambda: len(seen.stills) == 2)
    assert seen.stills[-1] == seen.images[0].value
    assert pixels(seen.stills[0]).shape == (400, 400, 3)
    assert [still[:4] for still in seen.stills] == [b"\x89PNG"] * 2
    assert seen.places == 1
    assert seen.images[0].layout.width == "200px"


def test_a_frame_that_came_quickly_is_not_drawn_finely_too(look: Callable[[str], Any]) -> None:
    seen = look("person")
    explore(Cross, "course.widgets.live")
    for value in (0.1, 0.2, 0.3):
        seen.controls[0].value = value
    assert [pixels(frame).shape for frame in seen.frames] == [(400, 400, 3), *[(200, 200, 3)] * 3]
    assert len(seen.stills) == 1


def wait_until(happened: Callable[[], bool]) -> bool:
    """Whether something has happened within a few seconds."""
    deadline = time.monotonic() + PATIENCE_S
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.005)
    return happened()


def test_who_waits_longer_than_a_moment_is_told_why(
    look: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, told = look("person"), []

    class Slow(Cross):
        def update(self, x: float, reach: int) -> bool:
            if x != 0.5:
                told.append(wait_until(lambda: COMPUTING in "".join(seen.texts)))
            return super().update(x, reach)

    monkeypatch.setattr("course.widgets.live.stage.SLOW_S", 0.01)
    explore(Slow, "course.widgets.live")
    seen.controls[0].value = 0.2
    assert told == [True]
    assert COMPUTING not in "".join(seen.texts)
    seen.controls[0].value = 0.0
    assert "ZeroDivisionError" in seen.complaints


def test_who_is_quick_is_told_nothing(look: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = look("person")
    monkeypatch.setattr("course.widgets.live.stage.SLOW_S", 0.3)
    explore(Cross, "course.widgets.live")
    seen.controls[0].value = 0.2
    time.sleep(0.4)
    assert COMPUTING not in "".join(seen.texts)


def test_the_first_frame_finds_what_does_not_move(look: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    seen, frames, in_full = look("person"), [], []

    class Counted(Canvas):
        def frame(self, full: bool = False) -> bytes:
            frames.append(full)
            return super().frame(full)

    def view() -> Cross:
        cross = Cross()
        draw = cross.figure.canvas.draw
        monkeypatch.setattr(cross.figure.canvas, "draw", lambda: (in_full.append(None), draw()))
        return cross

    monkeypatch.setattr("course.widgets.live.explore.Canvas", Counted)
    explore(view, "course.widgets.live")
    assert wait_until(lambda: len(in_full) == 2)
    seen.controls[0].value = 0.2
    assert (frames, len(in_full)) == ([False, False], 2)


def test_the_script_stands_in_an_attribute() -> None:
    assert '"' not in head().partition('onload="')[2].removesuffix('">')
    assert "//" not in SCRIPT
