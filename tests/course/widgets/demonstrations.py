"""Makes the demonstrations that stand in for functions that are not written yet: right code, seen in pictures alone.

    python -m tests.course.widgets.demonstrations

writes `demonstration.npz` into the folder of each explorer that takes functions of a student.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import reference_impl.activations as f
import reference_impl.initialization as starts
from course import data, widgets
from course.plots.render import FINE
from course.plots.style import DPI, INK, PAPER
from course.widgets import explorers
from course.widgets.explorers.activation_explorer.view import ActivationView
from course.widgets.explorers.batchnorm_explorer.view import BatchnormView
from course.widgets.explorers.clipping_cliff.view import CliffView
from course.widgets.explorers.compare_dropout_live.model import Descent, Rates, compare
from course.widgets.explorers.compare_dropout_live.view import ComparisonView
from course.widgets.explorers.conv_explorer.model import POOLS
from course.widgets.explorers.conv_explorer.model import Functions as ConvFunctions
from course.widgets.explorers.conv_explorer.view import ALL, ONE, ConvView
from course.widgets.explorers.deep_supervision_explorer.view import EVERY, SupervisionView
from course.widgets.explorers.descent_paths.view import PathsView
from course.widgets.explorers.dropout_explorer.view import DropoutView
from course.widgets.explorers.early_stopping_explorer.view import StoppingView
from course.widgets.explorers.exploding_product.view import ProductView
from course.widgets.explorers.gradient_highway.view import FREE, HighwayView
from course.widgets.explorers.momentum_valley.view import ValleyView
from course.widgets.explorers.norm_geometry.view import SHOWN, NormView
from course.widgets.explorers.optimizer_race.model import HILLS
from course.widgets.explorers.optimizer_race.view import RaceView
from course.widgets.explorers.polynomial_explorer.view import PolynomialView
from course.widgets.explorers.signal_explorer.model import Initialisers
from course.widgets.explorers.signal_explorer.view import SignalView
from course.widgets.explorers.slow_neuron.view import SlowNeuronView
from course.widgets.explorers.step_size.model import GROUNDS
from course.widgets.explorers.step_size.view import StepView
from course.widgets.explorers.stopping_and_decay.view import StoppingAndDecayView
from course.widgets.explorers.symmetry_explorer.model import DROPOUT, EQUAL, NOISE
from course.widgets.explorers.symmetry_explorer.view import SymmetryView
from course.widgets.explorers.train_mlp_live.view import TrainingView
from course.widgets.explorers.trained_densities.view import TrainedView
from course.widgets.live.canvas import Canvas
from course.widgets.live.demonstration import FILE, Album, pack
from course.widgets.networks import Data, Params, descend
from reference_impl.batchnorm import batchnorm_forward, batchnorm_mlp_loss
from reference_impl.clipping import clip_by_norm, clip_by_value
from reference_impl.convolution import conv2d_backward, conv2d_forward
from reference_impl.curvature import best_step, predicted_change
from reference_impl.deep_supervision import deeply_supervised_mlp, mean_abs_gradients
from reference_impl.dropout import dropout_forward, dropout_mlp_loss
from reference_impl.early_stopping import EarlyStopping, early_stopping_factors, equivalent_l2
from reference_impl.linear import linear_forward
from reference_impl.model_selection import polynomial_features, ridge_fit
from reference_impl.networks import deep_backward, deep_forward, mlp_loss
from reference_impl.optimizers import adagrad_step, adam_step, momentum_step, rmsprop_step, sgd_step
from reference_impl.penalties import l1_optimum, l2_optimum
from reference_impl.pooling import max_pool_backward, max_pool_forward
from reference_impl.sigmoid_neuron import train_neuron
from reference_impl.signals import activation_std, chain_gradients, gradient_norms, matrix_product_norms
from reference_impl.symmetry import hidden_unit_gap, permute_hidden, train_from_constant
from reference_impl.training import minibatches

Frame = tuple[str, bytes, str]
BANNER, SHADES = 26, 128
WORDS = "DEMONSTRATION, made with the course's own code"


def dropout_explorer() -> Album:
    """Rates from few to nearly all."""
    view = DropoutView(dropout_forward)
    return album("p, dropped", view, [(f"{p:g}", {"p": p, "count": 100, "seed": 0}) for p in (0, 0.2, 0.5, 0.75, 0.9)])


def activation_explorer() -> Album:
    """Three activations, after few layers and after many."""
    pairs = {
        name: (getattr(f, f"{name}_forward"), getattr(f, f"{name}_backward")) for name in ("sigmoid", "tanh", "relu")
    }
    states = [
        (f"{name}, {depth} layers", {"name": name, "x": 1.5, "depth": depth}) for name in pairs for depth in (2, 10)
    ]
    return album("activation", ActivationView(pairs), states)


def train_mlp_live() -> Album:
    """A small network learns spirals."""
    points = data.spirals(80, 3, np.random.default_rng(0))
    start = widgets.small_mlp(inputs=2, hidden=32, classes=3, seed=0)

    def predict(params: Params, x: np.ndarray) -> np.ndarray:
        h = f.relu_forward(linear_forward(x, params["W1"], params["b1"])[0])[0]
        return linear_forward(h, params["W2"], params["b2"])[0]

    view = TrainingView(points, 600, predict, "gradient descent")
    moments = descend(lambda params, x, y: mlp_loss(params, x, y, 1e-4), start, *points, 1.0, 600)
    return film(view, moments, (1, 50, 150, 300, 600))


def compare_dropout_live() -> Album:
    """Moons among noise, without and with dropout."""
    rng, rates = np.random.default_rng(3), Rates(0.2, 0.5)
    train, validation = moons_among_noise(120, rng), moons_among_noise(1000, rng)
    start = widgets.small_mlp(inputs=32, hidden=100, classes=2, seed=0)
    moments = compare(dropout_mlp_loss, start, train, validation, rates, Descent(0.3, 600, 0.0, 0))
    return film(ComparisonView(600, rates), moments, (5, 20, 40, 87))


def slow_neuron() -> Album:
    """The bad start of the lecture, and what becomes of it."""
    state = {"w": 2.0, "b": 2.0, "y": 0, "lr": 0.15}
    steps = (0, 50, 100, 200, 300)
    return album("step", SlowNeuronView(train_neuron), [(str(step), {**state, "step": step}) for step in steps])


def descent_paths() -> Album:
    """From the first epoch on, on the bowl."""
    state = {"problem": "a bowl", "size": 8, "lr": 0.1, "seed": 0}
    return album("epochs", PathsView(minibatches, sgd_step), [(str(n), {**state, "epochs": n}) for n in (1, 2, 4, 8)])


def optimizer_race() -> Album:
    """Five steps on each surface."""
    racers = {
        "sgd": (sgd_step, 0.03),
        "momentum": (momentum_step, 0.01),
        "adagrad": (adagrad_step, 0.5),
        "rmsprop": (rmsprop_step, 0.05),
        "adam": (adam_step, 0.3),
    }
    state = {"factor": 1.0, "steps": 60, "noise": 0.0}
    return album("surface", RaceView(racers), [(hill, {"hill": hill, **state}) for hill in HILLS])


def momentum_valley() -> Album:
    """From no memory to too much of it."""
    state = {"lr": 0.036, "curvature": 50, "steps": 40}
    alphas = (0.0, 0.5, 0.8, 0.95)
    return album("alpha", ValleyView(momentum_step), [(f"{alpha:g}", {"alpha": alpha, **state}) for alpha in alphas])


def step_size() -> Album:
    """Each loss, with a step that is not the best one."""
    view = StepView(predicted_change, best_step)
    return album("loss", view, [(ground, {"ground": ground, "share": 20}) for ground in GROUNDS])


def signal_explorer() -> Album:
    """Starts that fit and starts that do not, for two activations."""
    pairs = (("normal 0.01", "tanh"), ("normal 1", "tanh"), ("xavier", "tanh"), ("xavier", "relu"), ("he", "relu"))
    states = [
        (f"{start}, {activation}", {"start": start, "activation": activation, "depth": 10, "seed": 0})
        for start, activation in pairs
    ]
    return album("start, activation", SignalView(initialisers(), activation_std, gradient_norms), states)


def gradient_highway() -> Album:
    """A sigmoid chain with small and with large weights, held at 0 and let go."""
    chains = {"w = 1": (1.0, FREE), "w = 100": (100.0, FREE), "w = 100, z held at 0": (100.0, 0.0)}
    states = [
        (label, {"activation": "sigmoid", "weight": weight, "length": 10, "z": z})
        for label, (weight, z) in chains.items()
    ]
    return album("chain", HighwayView(chain_gradients), states)


def symmetry_explorer() -> Album:
    """The three starts, before the training and after it."""
    view = SymmetryView(train_from_constant, hidden_unit_gap, permute_hidden, mlp_loss)
    states = [
        (f"{start}, step {steps}", {"start": start, "value": 0.5, "steps": steps, "places": 0})
        for start, steps in ((EQUAL, 0), (EQUAL, 1000), (DROPOUT, 1000), (NOISE, 1000))
    ]
    return album("start", view, states)


def exploding_product() -> Album:
    """From products that vanish to those that explode."""
    states = [(f"{std:g}", {"std": std, "size": 4, "seed": 0}) for std in (0.25, 0.5, 1.0, 1.5)]
    return album("std of the entries", ProductView(matrix_product_norms), states)


def clipping_cliff() -> Album:
    """Thresholds that save a run, and one that does not."""
    states = [(f"{threshold:g}", {"threshold": threshold, "rate": 0.2, "steps": 40}) for threshold in (0.2, 1.0, 30.0)]
    return album("threshold", CliffView(clip_by_value, clip_by_norm), states)


def trained_densities() -> Album:
    """The layers from a start that fits and from one that does not."""
    chosen = (("tanh", "xavier"), ("tanh", "normal 1"), ("relu", "he"))
    states = [(f"{activation}, {start}", {"activation": activation, "start": start}) for activation, start in chosen]
    return album("activation, start", TrainedView(initialisers(), deep_forward, deep_backward), states)


def initialisers() -> Initialisers:
    """The starts that the lectures compare."""
    return {
        "zero": lambda shape, rng: starts.constant_init(shape, 0.0),
        "normal 0.01": lambda shape, rng: starts.normal_init(shape, 0.01, rng),
        "normal 1": lambda shape, rng: starts.normal_init(shape, 1.0, rng),
        "xavier": starts.xavier_normal,
        "he": starts.he_normal,
    }


def polynomial_explorer() -> Album:
    """From too stiff to too supple."""
    state = {"lam": 0.0, "examples": 15, "noise": 0.25, "seed": 3}
    view = PolynomialView(polynomial_features, ridge_fit)
    return album("degree", view, [(str(degree), {"degree": degree, **state}) for degree in (1, 3, 6, 9, 12)])


def norm_geometry() -> Album:
    """Each penalty, weak and strong."""
    states = [
        (f"{penalty}, λ = {lam:g}", {"penalty": penalty, "lam": lam, "angle": 0})
        for penalty in ("L2", "L1", "elastic net")
        for lam in (SHOWN[4], SHOWN[8])
    ]
    return album("penalty", NormView(l2_optimum, l1_optimum), states)


def early_stopping_explorer() -> Album:
    """From no patience to plenty."""
    state, patiences = {"noise": 0.03, "seed": 1}, (1, 2, 4, 10, 30)
    return album("patience", StoppingView(EarlyStopping), [(str(n), {"patience": n, **state}) for n in patiences])


def stopping_and_decay() -> Album:
    """From the first step to nearly the optimum."""
    view, state = StoppingAndDecayView(early_stopping_factors, equivalent_l2), {"eps": 0.1, "flat": 0.3}
    return album("steps", view, [(str(steps), {"steps": steps, **state}) for steps in (1, 5, 12, 35, 100)])


def batchnorm_explorer() -> Album:
    """The usual start and a bad one, and rates from small to large."""
    view = BatchnormView(batchnorm_forward, batchnorm_mlp_loss, mlp_loss)
    chosen = ((0.3, 0.1, 0), (0.3, 0.1, 20), (0.3, 0.1, 80), (3.0, 0.1, 40), (0.3, 10.0, 40))
    states = [
        (f"rate {rate:g}, std {std:g}, step {step}", {"rate": rate, "std": std, "step": step})
        for rate, std, step in chosen
    ]
    return album("learning rate, start, step", view, states)


def deep_supervision_explorer() -> Album:
    """Sigmoids before and after, and two activations that need no help."""
    view = SupervisionView(deeply_supervised_mlp, mean_abs_gradients, None)
    state = {"depth": 6, "place": EVERY, "alpha": 1.0}
    moments = (("sigmoid", 0), ("sigmoid", 300), ("tanh", 0), ("relu", 0))
    states = [(f"{name}, step {step}", {"activation": name, "step": step, **state}) for name, step in moments]
    return album("activation", view, states)


def conv_explorer() -> Album:
    """One cell's way back for two kernels, then every cell's, then a cell of a flat patch, where all four are equal."""
    view = ConvView(ConvFunctions(conv2d_forward, conv2d_backward, max_pool_forward, max_pool_backward))
    apart, overlapping = POOLS
    state = {"kernel": "ink to the right", "picture": "a 7", "row": 2, "column": 3}
    state |= {"above": ONE, "between": "ReLU", "pool": apart}
    changes = {
        "an edge": {},
        "an outline": {"kernel": "outline"},
        "every cell": {"above": ALL, "pool": overlapping},
        "equal pixels": {"picture": "a square", "between": "nothing", "row": 0, "column": 0},
    }
    return album("picture", view, [(label, {**state, **change}) for label, change in changes.items()])


def moons_among_noise(n: int, rng: np.random.Generator) -> Data:
    """Two coordinates that matter and thirty that do not."""
    x, y = data.moons(n, 0.2, rng)
    return np.concatenate([x, rng.normal(size=(n, 30))], axis=1), y


def album(control: str, view: Any, states: Sequence[tuple[str, dict[str, Any]]]) -> Album:
    """A view in several states."""
    canvas = Canvas(view.figure, view.moving)
    return bind(
        control, canvas, [(label, picture(canvas, view.update(**state)), view.words) for label, state in states]
    )


def film(view: Any, moments: Iterator[Any], wanted: Sequence[int]) -> Album:
    """A loop at some of its moments, counted from 1, and at its end; a clock that stands still tells no time."""
    frames, canvas = [], None
    for number, moment in enumerate(moments, 1):
        view.take(moment, 0.0)
        if number in wanted:
            full = view.show()
            canvas = canvas or Canvas(view.figure, view.moving)
            frames.append((f"{number} of {wanted[-1]}", picture(canvas, full), view.words))
    assert canvas is not None
    return bind("moment", canvas, frames)


def bind(control: str, canvas: Canvas, frames: Sequence[Frame]) -> Album:
    """The frames as an album."""
    labels, pictures, told = zip(*frames, strict=True)
    return Album(control, labels, pictures, told, canvas.width)


def picture(canvas: Canvas, full: Hashable) -> bytes:
    """A fine frame in few colours, under a banner that says what it is."""
    from matplotlib import font_manager
    from PIL import Image, ImageDraw, ImageFont

    canvas.frame(full)
    drawn = Image.open(io.BytesIO(canvas.fine()))
    banner = FINE * BANNER
    framed = Image.new("RGB", (drawn.width, drawn.height + banner), PAPER)
    framed.paste(drawn, (0, banner))
    font = ImageFont.truetype(font_manager.findfont("DejaVu Sans:bold"), FINE * 10 * DPI // 72)
    ImageDraw.Draw(framed).text((FINE * 10, FINE * 6), WORDS, fill=INK, font=font)
    buffer = io.BytesIO()
    framed.quantize(SHADES, dither=Image.Dither.NONE).save(buffer, "png", optimize=True)
    return buffer.getvalue()


MAKERS: dict[str, Callable[[], Album]] = {
    maker.__name__: maker
    for maker in (
        dropout_explorer,
        activation_explorer,
        train_mlp_live,
        compare_dropout_live,
        slow_neuron,
        descent_paths,
        optimizer_race,
        momentum_valley,
        step_size,
        signal_explorer,
        gradient_highway,
        symmetry_explorer,
        exploding_product,
        clipping_cliff,
        trained_densities,
        polynomial_explorer,
        norm_geometry,
        early_stopping_explorer,
        stopping_and_decay,
        batchnorm_explorer,
        conv_explorer,
        deep_supervision_explorer,
    )
}


def main() -> None:
    """Write the demonstration of each explorer."""
    for name, maker in MAKERS.items():
        path = Path(explorers.__path__[0]) / name / FILE
        path.write_bytes(pack(maker()))
        print(f"{path.stat().st_size / 1024:6.0f} kB  {name}")


if __name__ == "__main__":
    main()
