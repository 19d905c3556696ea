"""What deep_supervision_explorer trains, and what the notebook promises of it."""

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.deep_supervision_explorer.model import (
    EPOCHS,
    MOMENTS,
    STEPS_PER_EPOCH,
    Training,
    begin,
    measured,
    small_digits,
    train,
)
from course.widgets.explorers.deep_supervision_explorer.sample import fading, sizes, supervised
from course.widgets.explorers.deep_supervision_explorer.view import EVERY, FIRST, SupervisionView


def spread(layers: np.ndarray) -> float:
    """How much smaller the first hidden layer's gradient is than the last one's."""
    return float((layers[:, -2] / layers[:, 0]).mean())


@pytest.fixture(scope="module")
def plain() -> Training:
    return train("sigmoid", [0.0] * 6, supervised, sizes)


@pytest.fixture(scope="module")
def sided() -> Training:
    return train("sigmoid", [1.0] * 6, supervised, sizes)


def test_without_side_losses_a_stack_of_sigmoids_does_not_learn(plain: Training) -> None:
    assert plain.weights.shape == plain.biases.shape == (MOMENTS, 7)
    assert spread(plain.weights) > 800
    assert spread(plain.biases) > 800
    assert plain.right[-1] < 0.2


def test_with_them_its_layers_are_level_and_it_learns(sided: Training) -> None:
    assert 0.1 < spread(sided.weights) < 10
    assert 0.1 < spread(sided.biases) < 10
    assert sided.right[-1] > 0.6


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_other_activations_are_level_by_themselves_and_learn(activation: str) -> None:
    found = train(activation, [0.0] * 6, supervised, sizes)
    assert 0.1 < spread(found.weights) < 10
    assert found.right[-1] > 0.6


def test_a_side_loss_on_the_first_layer_helps_that_layer_alone() -> None:
    first = train("sigmoid", [1.0] + [0.0] * 5, supervised, sizes)
    assert first.weights[0, 0] > 100 * first.weights[0, 1]
    assert (np.diff(np.log(first.weights[0, 1:6])) > np.log(2)).all()
    assert first.right[-1] < 0.2


def test_two_layers_of_sigmoids_need_no_help() -> None:
    found = train("sigmoid", [0.0] * 2, supervised, sizes)
    assert spread(found.weights) < 10
    assert found.right[-1] > 0.6


def test_a_fading_weight_falls_by_the_students_function_and_still_helps(sided: Training) -> None:
    asked: list[tuple[int, int]] = []

    def decay(alpha_0: float, epoch: int, epochs: int) -> float:
        asked.append((epoch, epochs))
        return fading(alpha_0, epoch, epochs)

    found = train("sigmoid", [1.0] * 6, supervised, sizes, decay)
    assert asked == [(epoch, EPOCHS) for epoch in range(EPOCHS) for _ in range(6 * STEPS_PER_EPOCH)]
    assert found.alphas[0] == 1 == sided.alphas[-1]
    assert found.alphas[-1] == pytest.approx(0.1)
    assert 0.4 < found.right[-1] < sided.right[-1]
    assert 0.3 < found.weights[-1, -2] / found.weights[-1, 0] < 3


def test_a_small_weight_still_levels_the_layers_somewhat_and_a_relu_collects_from_all_above() -> None:
    weak = train("sigmoid", [0.1] * 6, supervised, sizes)
    assert 3 < weak.weights[0, -2] / weak.weights[0, 0] < 30
    plain, helped = (train("relu", [alpha] * 6, supervised, sizes) for alpha in (0.0, 1.0))
    assert (helped.weights[:, 0] > 1.5 * plain.weights[:, 0]).mean() > 0.9


def test_each_training_is_run_once_and_a_step_costs_none() -> None:
    runs = []

    def counted(params, x, y, alphas, activation):
        runs.append(tuple(alphas))
        return supervised(params, x, y, alphas, activation)

    view = SupervisionView(counted, sizes, fading)
    state = {"activation": "tanh", "depth": 2, "place": EVERY, "alpha": 0.3, "course": "constant"}
    assert view.update(step=0, **state)
    first, once = view.words, len(runs)
    assert {*runs} == {(0.0, 0.0), (0.3, 0.3)}
    assert not view.update(step=100, **state)
    assert view.words != first
    assert len(runs) == once
    view.update(step=0, **state | {"course": "fading"})
    assert len(runs) == once * 3 // 2
    view.update(step=0, **state | {"place": FIRST})
    assert runs[-1] == (0.3, 0.0)


def test_without_a_function_for_fading_there_is_no_choice_of_it() -> None:
    names = [
        [control.name for control in SupervisionView(supervised, sizes, decay).controls] for decay in (None, fading)
    ]
    assert "course" not in names[0]
    assert "course" in names[1]


def test_digits_for_testing_are_not_those_for_training() -> None:
    (x, y), (tested, tested_y) = small_digits()
    assert x.shape == (len(y), 49)
    assert tested.shape == (len(tested_y), 49)
    assert not {row.tobytes() for row in x} & {row.tobytes() for row in tested}


def test_what_is_missing_is_named() -> None:
    with pytest.raises(CheckFailure, match="entries 1, 2, 3"):
        measured(lambda grads, prefix: {"1": 1.0}, begin(2), "W", 2)
    with pytest.raises(CheckFailure, match="no entry S1"):
        train("relu", [1.0] * 2, lambda *arguments: (0.0, {k: v for k, v in begin(2).items() if k != "S1"}), sizes)
