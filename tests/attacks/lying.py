"""Attacks on what is asked beside a student's code: a process that is broken says what it likes for a helper."""

from __future__ import annotations

from .overloading import Overload

LIES = """
import gc
for thing in gc.get_objects():
    if type(thing).__name__ == "Guest":
        Guest = type(thing)
answer = Guest._do_call
def lie(self, target, args, kwargs, keep):
    return answer(self, target, args, kwargs, keep) if isinstance(target, str) else ("value", LIE, [])
Guest._do_call = lie
"""
EPOCHS = {"pairs", "shapes", "dtypes", "together", "each once", "repeats", "unchanged"}
NOT_SO = {"targets as they lay", "twice", "missing", "as they lay", "neighbours", "in a ring", "every epoch the same"}
BATCHES = dict.fromkeys(EPOCHS, True) | dict.fromkeys(NOT_SO, False) | {"sizes": [[]]}
TRAINING = dict.fromkeys(("state", "lr", "point", "each once", "together", "dict kept", "arrays kept"), True)
TRAINING |= {"as they lay": False, "every epoch the same": False, "taken": {"a": 12, "b": 12, "c": 12}}
TRAINING |= {"sizes": [6, 6, 6, 2] * 3, "history": [float(k) for k in range(12)]}
INITIALIZERS = ("normal_init", "torch_linear_init", "xavier_normal", "xavier_uniform", "he_normal", "he_uniform")
DIFFERENCES = """
from course.checks import gradient
def numerical_gradient(f, x, eps=1e-5):
    x = np.asarray(x, float)
    units = list(np.eye(x.size).reshape(x.size, *x.shape))
    slopes = gradient.slopes_along(lambda points: [f(point) for point in points], x, units, eps)
    return np.array([slope for slope, _ in slopes]).reshape(x.shape)
"""


def _lying(name: str, key: str, lie: object, source: str, honest: float = 0.0) -> Overload:
    return Overload(name, "say that all that was asked for is so", key, f"LIE = {lie!r}\n{LIES}\n{source}\n", honest)


ATTACKS = [
    _lying("batches", "optimizers/minibatches", BATCHES, "def minibatches(*given):\n    return []"),
    _lying("training", "optimizers/train", TRAINING, "def train(params, *given):\n    return params, np.zeros(0)"),
    _lying(
        "generators",
        "initialization/initializers",
        dict.fromkeys(INITIALIZERS, (True, False)),
        "\n".join(f"def {name}(shape, *given):\n    return np.zeros(shape)" for name in INITIALIZERS),
    ),
    Overload(
        "no_zeros",
        "lose nothing at all, in no copy of an example",
        "dropout/dropout_mlp",
        "def dropout_mlp_loss(params, *given):\n"
        "    return 1.0, {name: np.ones_like(value) for name, value in params.items()}\n",
        honest=1.0,
    ),
    Overload(
        "no_step_is_wrong",
        "take none at all",
        "optimizers/train",
        "def train(params, *given):\n    return params, np.zeros(0)\n",
        honest=1.0,
    ),
    Overload(
        "images_as_they_are",
        "call no shift at all one",
        "regularization/augmentation",
        "def augment(images, rng, shift=1):\n    return images.copy()\n",
        honest=3.0,
    ),
    Overload("differences", "have the course take them", "backprop/numerical_gradient", DIFFERENCES),
    Overload(
        "no_numbers",
        "have nothing missing in what is no number",
        "dropout/dropout_mlp",
        "def dropout_mlp_loss(params, *given):\n"
        "    return 1.0, {name: np.full_like(value, np.nan) for name, value in params.items()}\n",
        honest=1.0,
    ),
]
