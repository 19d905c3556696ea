"""One image through a student's convolution and pool, and the gradient of one cell, or of all, back to the image."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from course import data
from course.checks import assert_shape

Layer = Callable[..., tuple[np.ndarray, Any]]
WayBack = Callable[..., Any]
Between = Literal["ReLU", "nothing"]

SIDE = 14
POOLS = {"2 × 2, side by side": (2, 2), "3 × 3, overlapping": (3, 2)}
KERNELS = {
    "ink to the right": np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4,
    "ink below": np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]) / 4,
    "outline": np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]) / 8,
    "stroke like \\": np.array([[2, -1, -1], [-1, 2, -1], [-1, -1, 2]]) / 4,
    "blur": np.ones((3, 3)) / 9,
    "one pixel": np.eye(3)[2:].T @ np.eye(3)[2:],
}


@dataclass(frozen=True, slots=True)
class Functions:
    """What a student has written."""

    conv2d_forward: Layer
    conv2d_backward: WayBack
    max_pool_forward: Layer
    max_pool_backward: WayBack


@lru_cache(maxsize=1)
def pictures() -> dict[str, np.ndarray]:
    """Images (SIDE, SIDE) of ink, from 0 to 1: three digits, at half their size, and a square."""
    _, _, x, y = data.digits()
    halved = x.reshape(-1, SIDE, 2, SIDE, 2).mean(axis=(2, 4))
    square = np.zeros((SIDE, SIDE))
    square[3:10, 4:11] = 1.0
    return {f"a {digit}": halved[np.argmax(y == digit)].astype(float) for digit in (7, 4, 2)} | {"a square": square}


@dataclass(frozen=True, slots=True)
class Forward:
    """What an image (SIDE, SIDE) has become on its way, one map for each kernel, and what the way back will need.

    Attributes:
        z: (F, H, W) maps of the convolution; f: the same, behind the ReLU if there is one.
        pooled: (F, PH, PW)
    """

    x: np.ndarray
    z: np.ndarray
    f: np.ndarray
    pooled: np.ndarray
    between: Between
    conv_cache: Any
    pool_cache: Any


@dataclass(frozen=True, slots=True)
class Backward:
    """The gradient on its way back: on the pooled map (PH, PW), on z (H, W), on the image, on the kernel."""

    dpooled: np.ndarray
    dz: np.ndarray
    dx: np.ndarray
    dw: np.ndarray

    @property
    def winner(self) -> tuple[int, int] | None:
        """The pixel of z that has got all of it; None where it is none or several."""
        places = np.argwhere(self.dz)
        return (int(places[0][0]), int(places[0][1])) if len(places) == 1 else None


def look(functions: Functions, picture: str, between: Between, pool: str) -> Forward:
    """One image through the layer of all kernels, f, and the pool."""
    w = np.stack(list(KERNELS.values()))[:, None]
    x, (size, stride) = pictures()[picture], POOLS[pool]
    z, conv_cache = functions.conv2d_forward(x[None, None].copy(), w, np.zeros(len(w)))
    assert_shape(z, (1, len(w), SIDE - 2, SIDE - 2), "out of conv2d_forward")
    z = np.asarray(z, dtype=float)
    f = np.maximum(z, 0.0) if between == "ReLU" else z
    pooled, pool_cache = functions.max_pool_forward(f.copy(), size, stride)
    cells = (SIDE - 2 - size) // stride + 1
    assert_shape(pooled, (1, len(w), cells, cells), "out of max_pool_forward")
    return Forward(x, z[0], f[0], np.asarray(pooled, dtype=float)[0], between, conv_cache, pool_cache)


def send_back(functions: Functions, seen: Forward, kernel: int, cell: tuple[int, int] | None) -> Backward:
    """A gradient of 1 on one cell of a kernel's pooled map, or on each of them, back to image and kernel."""
    dpooled = np.zeros((1, *seen.pooled.shape))
    dpooled[0, kernel][cell if cell is not None else ...] = 1.0
    df = functions.max_pool_backward(dpooled.copy(), seen.pool_cache)
    assert_shape(df, (1, *seen.f.shape), "dx of max_pool_backward")
    dz = np.asarray(df, dtype=float) * ((seen.z > 0) if seen.between == "ReLU" else 1.0)
    dx, dw, _ = functions.conv2d_backward(dz.copy(), seen.conv_cache)
    assert_shape(dx, (1, 1, SIDE, SIDE), "dx of conv2d_backward", like="x")
    assert_shape(dw, (len(KERNELS), 1, 3, 3), "dw of conv2d_backward", like="w")
    return Backward(dpooled[0, kernel], dz[0, kernel], np.asarray(dx, float)[0, 0], np.asarray(dw, float)[kernel, 0])
