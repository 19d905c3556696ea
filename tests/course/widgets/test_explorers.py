"""What every explorer promises, also one that is added as a folder and nothing else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from course import widgets
from course.widgets import explorers
from course.widgets.live.canvas import Canvas
from tests.course.pixels import pixels

ADDED = "straight_line"
NOTICED = 12.0
CONCEPT = re.compile(r"(N|L|B|O|BN|R|I|D)[1-9]\d*")

Look = Callable[[str], Any]


def starter(*arguments: Any) -> Any:
    raise NotImplementedError


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    """One folder more."""
    monkeypatch.setattr(explorers, "__path__", [*explorers.__path__, str(Path(__file__).parent / "added")])


@pytest.fixture(params=[*widgets.registry(), ADDED])
def name(request: pytest.FixtureRequest) -> str:
    """Each explorer."""
    if request.param == ADDED:
        request.getfixturevalue("added")
    return str(request.param)


def part(name: str, module: str) -> ModuleType:
    return import_module(f"{explorers.__name__}.{name}.{module}")


def open_sample(name: str, change: Callable[[Any], Any] = lambda value: value) -> None:
    """Open an explorer with the arguments of its sample, each of them changed."""
    sample = part(name, "sample")
    arguments = {key: change(value) for key, value in sample.arguments().items()}
    returned = getattr(widgets, name)(**arguments)
    if returned is not None:
        sample.use(returned)


def unwritten(value: Any) -> Any:
    """The same with a starter in place of each function."""
    if isinstance(value, dict):
        return {key: unwritten(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return tuple(unwritten(entry) for entry in value)
    return starter if callable(value) else value


def functions(value: Any) -> Iterator[Any]:
    """The functions in a value."""
    if isinstance(value, dict | tuple):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from functions(entry)
    elif callable(value):
        yield value


@dataclass(slots=True)
class Switch:
    """Functions that count their calls, and raise at the one with the number `at`."""

    raised: int = 0
    calls: int = 0
    at: int = 0

    def put_on(self, value: Any) -> Any:
        """The same with a switch on each function."""
        if isinstance(value, dict):
            return {key: self.put_on(entry) for key, entry in value.items()}
        if isinstance(value, tuple):
            return tuple(self.put_on(entry) for entry in value)
        return self._on(value) if callable(value) else value

    def _on(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function, updated=())
        def switched(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self.at:
                self.raised += 1
                raise ZeroDivisionError
            return function(*arguments, **named)

        return switched

    def set(self, at: int) -> None:
        """Count from 0 on."""
        self.calls, self.at = 0, at


def another(control: Any) -> Any:
    """A value that a control does not have now."""
    if hasattr(control, "options"):
        return next(option for option in control.options if option != control.value)
    return control.min if control.value != control.min else control.max


def move_and_back(control: Any) -> None:
    value = control.value
    control.value = another(control)
    control.value = value


def last_quick(frames: list[bytes]) -> bytes:
    """The last frame that is not a fine one, which the first picture is and the picture at rest."""
    sizes = [pixels(frame).shape for frame in frames]
    return next(frame for frame, size in zip(reversed(frames), reversed(sizes), strict=True) if size == min(sizes))


def test_it_is_a_documented_function_with_a_model_a_view_and_a_sample(name: str) -> None:
    assert getattr(widgets, name).__doc__
    for module in ("model", "view", "sample"):
        assert part(name, module).__doc__


def test_it_is_registered_with_concepts_of_the_lectures(name: str) -> None:
    concepts = widgets.registry()[name]
    assert concepts
    assert [concept for concept in concepts if not CONCEPT.fullmatch(concept)] == []
    assert len(set(concepts)) == len(concepts)
    assert name in dir(widgets)


def test_a_program_gets_one_picture_with_words(name: str, look: Look) -> None:
    seen = look("program")
    open_sample(name)
    assert (seen.places, len(seen.stills), len(seen.controls), seen.lines) == (1, 1, 0, [])
    assert pixels(seen.stills[0]).std() > 0
    assert seen.words[0].endswith(".")


def test_every_control_can_be_moved_and_moved_back(name: str, look: Look) -> None:
    seen = look("person")
    open_sample(name)
    assert seen.places == 1
    for control in seen.controls[:1]:
        move_and_back(control)
    for control in seen.controls:
        before, value = last_quick(seen.frames), control.value
        for number, moved in enumerate((another(control), value), len(seen.frames) + 1):
            control.value = moved
            assert (seen.complaints, len(seen.frames)) == ("", number), control.description
        np.testing.assert_array_equal(pixels(seen.frames[-1]), pixels(before), control.description)


def test_a_frame_over_what_was_kept_is_the_one_in_which_nothing_was(
    name: str, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[Any, ...]] = []

    class Kept(Canvas):
        def __init__(self, *arguments: Any) -> None:
            made.append(arguments)
            super().__init__(*arguments)

    monkeypatch.setattr("course.widgets.live.explore.Canvas", Kept)
    seen = look("person")
    open_sample(name)
    for control in seen.controls if made else ():
        control.value = another(control)
        (figure, moving, layers), kept = made[0], in_blocks(seen.frames[-1])
        for artist in chain(*layers()):
            artist.set_animated(False)
        anew = in_blocks(Canvas(figure, moving).frame())
        assert np.abs(kept - anew).max() < NOTICED, control.description
        for artist in chain(*layers()):
            artist.set_animated(True)


def test_what_raised_leaves_nothing_of_itself_in_later_pictures(
    name: str, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.widgets.live.loop.perf_counter", lambda: 0.0)  # no picture tells a time
    switch, opened = Switch(), []
    for _ in range(2):
        opened.append(look("person"))
        open_sample(name, switch.put_on)
    (whole, troubled), asked = opened, 0
    for number, control in enumerate(whole.controls):
        same, value = troubled.controls[number], control.value
        switch.set(at=0)
        control.value = another(control)
        last = switch.calls
        control.value = value
        if not last:
            continue
        asked += 1
        raise_once(switch, last, same)
        same.value = value
        np.testing.assert_array_equal(pixels(troubled.frames[-1]), pixels(whole.frames[-1]), control.description)
        raise_once(switch, last, same)
        control.value = same.value
        following = (number + 1) % len(whole.controls)
        for seen in opened:
            other = seen.controls[following]
            before, other.value = other.value, another(other)
        np.testing.assert_array_equal(pixels(troubled.frames[-1]), pixels(whole.frames[-1]), control.description)
        for seen in opened:
            seen.controls[following].value = before
            seen.controls[number].value = value
    assert switch.raised >= asked


def raise_once(switch: Switch, at: int, control: Any) -> None:
    """Move a control, and let the call with this number raise; there are fewer where a view has kept what it knows."""
    switch.set(at)
    control.value = another(control)
    switch.set(at=0)


def in_blocks(picture: bytes) -> np.ndarray:
    """Means of blocks of 6 by 6 pixels: in them another number is seen, and not which of two lines lies above."""
    shown = pixels(picture).astype(float).mean(axis=2)
    height, width = (6 * (side // 6) for side in shown.shape)
    return shown[:height, :width].reshape(height // 6, 6, width // 6, 6).mean(axis=(1, 3))


def test_a_starter_gets_a_picture_and_no_traceback(name: str, look: Look) -> None:
    for audience in ("person", "program"):
        seen = look(audience)
        open_sample(name, unwritten)
        assert bool(seen.stills) == (name != ADDED)
        if any(functions(part(name, "sample").arguments())):
            assert "starter is not written yet" in " ".join((*seen.lines, *seen.words)).replace("`", "")


def test_grading_shows_and_runs_nothing(name: str, look: Look) -> None:
    seen = look("nobody")
    open_sample(name, unwritten)
    assert (seen.places, seen.controls, seen.lines) == (0, [], [])


def test_the_folder_is_all_that_a_new_explorer_needs(added: None) -> None:
    assert widgets.registry()[ADDED] == ("N8",)
    assert callable(widgets.straight_line)


def test_a_name_without_a_folder_is_no_attribute() -> None:
    assert ADDED not in widgets.registry()
    with pytest.raises(AttributeError, match=r"module 'course\.widgets' has no attribute 'curved_line'"):
        _ = widgets.curved_line


def test_an_explorer_stays_a_function_when_its_folder_is_imported() -> None:
    for name in widgets.registry():
        part(name, "view")
        assert callable(getattr(widgets, name))
        assert name in widgets.__all__
