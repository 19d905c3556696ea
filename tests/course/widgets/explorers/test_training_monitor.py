"""What training_monitor keeps and says."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import widgets
from course.widgets.explorers.training_monitor.model import first_not_finite, is_loss, panels, warning


@pytest.mark.parametrize("audience", ["nobody", "program", "person"])
def test_the_numbers_are_kept_whoever_looks(audience: str, look: Callable[[str], Any]) -> None:
    seen = look(audience)
    with widgets.training_monitor(total=3) as monitor:
        monitor.step(loss=0.5, accuracy=1)
        monitor.step(loss=np.float32(0.25))
    assert monitor.history == {"loss": [0.5, 0.25], "accuracy": [1.0]}
    assert bool(seen.stills) == (audience != "nobody")


def test_a_program_sees_all_names_that_came(look: Callable[[str], Any]) -> None:
    frames = []
    for names in (("loss",), ("loss", "accuracy")):
        seen = look("program")
        with widgets.training_monitor(total=2) as monitor:
            for name in names:
                monitor.step(**{name: 0.5})
        frames += seen.stills
    assert len(frames[0]) < len(frames[1])


def test_what_a_loop_raises_goes_on_and_its_curves_stay(look: Callable[[str], Any]) -> None:
    def diverge() -> None:
        with widgets.training_monitor(total=3) as monitor:
            monitor.step(loss=1.0)
            _ = 1 / 0

    seen = look("program")
    with pytest.raises(ZeroDivisionError):
        diverge()
    assert len(seen.stills) == 1


def test_losses_and_shares_have_panels_of_their_own() -> None:
    assert is_loss("validation_loss")
    assert not is_loss("accuracy")
    names = ("loss", "accuracy", "test_error")
    assert panels(names) == [(("loss", "test_error"), False), (("accuracy",), True)]
    assert panels(("accuracy",)) == [(("accuracy",), True)]


def test_a_curve_that_leaves_the_numbers_is_named() -> None:
    assert first_not_finite([1.0, np.nan, 2.0]) == 2
    assert first_not_finite([1.0]) is None
    assert warning({"accuracy": [1.0], "loss": [1.0, np.nan, np.nan]}) == "loss is nan since step 2"
    assert warning({"loss": [np.nan, 1.0]}) == ""
