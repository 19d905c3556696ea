"""A live picture: quick frames while it moves, a fine one at rest, and a still one in the file."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from course.widgets.live.explore import explore
from course.widgets.live.page import SCRIPT, head
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
    deadline = time.monotonic() + PATIENCE_S
    while len(seen.stills) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
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


def test_the_script_stands_in_an_attribute() -> None:
    assert '"' not in head().partition('onload="')[2].removesuffix('">')
    assert "//" not in SCRIPT
