"""What stands in for functions that are not written yet."""

import pkgutil
from collections.abc import Callable
from typing import Any

import pytest

from course import widgets
from course.widgets.live.demonstration import FILE, pack, unpack
from tests.course.pixels import pixels
from tests.course.widgets.demonstrations import FINE, MAKERS, WORDS


def stored(name: str) -> Any:
    return unpack(pkgutil.get_data(f"course.widgets.explorers.{name}", FILE) or b"")


@pytest.mark.parametrize("name", MAKERS)
def test_it_is_what_its_maker_makes(name: str) -> None:
    made, kept = MAKERS[name](), stored(name)
    words = "run python -m tests.course.widgets.demonstrations"
    assert (made.control, made.labels, made.told, made.width) == (kept.control, kept.labels, kept.told, kept.width), (
        words
    )
    sizes = [[pixels(png).shape for png in album.pictures] for album in (made, kept)]
    assert sizes[0] == sizes[1], words
    assert all(pixels(png).shape[1] == FINE * kept.width for png in kept.pictures)
    assert unpack(pack(kept)) == kept


def test_it_says_that_it_is_one_in_every_way(look: Callable[[str], Any]) -> None:
    def dropout_forward(*arguments: Any) -> Any:
        raise NotImplementedError

    seen = look("person")
    widgets.dropout_explorer(dropout_forward)
    (line,) = seen.lines
    assert "`dropout_forward` is not written yet, so this is a demonstration" in line
    assert seen.said.startswith("Demonstration, not your own function.")
    assert "DEMONSTRATION" in WORDS
    (slider,) = seen.controls
    before = seen.images[0].value
    slider.value = slider.options[-1]
    assert seen.images[0].value != before
    assert "With p = 0.9" in seen.said


def test_it_gives_no_code_away() -> None:
    for name in MAKERS:
        packed = pkgutil.get_data(f"course.widgets.explorers.{name}", FILE) or b""
        assert b"def " not in packed
        assert b"rng.random" not in packed


def test_every_explorer_that_cannot_do_without_a_function_has_one() -> None:
    without = {name for name in widgets.registry() if name not in MAKERS}
    assert without == {"graph_stepper", "training_monitor"}
