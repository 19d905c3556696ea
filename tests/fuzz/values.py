"""Values that a student's function may return, and frames that a box may send."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

TYPES = ("bool", "int8", "int64", "uint64", "float16", "float32", "float64", "complex64", "complex128")
EXTREMES = (0.0, -0.0, 1.0, -1.0, 5e-324, 1.8e308, float("inf"), float("-inf"), float("nan"))
SHAPES = [(), (0,), (1,), (3,), (5, 1), (1, 5), (0, 4), (16000, 1), (1, 16000), (2, 3, 4), (1,) * 30, (7, 7)]

texts = st.text(max_size=40) | st.sampled_from(["\ud800", "\x1b[31m", "=1+1", "\u2028", "</script>", "{", "\x00", "%s"])
numbers = st.sampled_from(EXTREMES) | st.floats() | st.integers(-(2**70), 2**70) | st.booleans()


@st.composite
def arrays(draw: st.DrawFn) -> Any:
    """Small ones of every type and of every awkward shape, of one number or of many."""
    shape, dtype = draw(st.sampled_from(SHAPES)), draw(st.sampled_from(TYPES))
    with np.errstate(all="ignore"):
        filled = np.full(shape, draw(st.sampled_from(EXTREMES)))
        noisy = np.random.default_rng(draw(st.integers(0, 99))).normal(size=shape) * draw(st.sampled_from((1.0, 1e300)))
        return (filled if draw(st.booleans()) else noisy).astype(dtype)


leaves = st.none() | numbers | texts | arrays()
plain = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(texts | st.integers(-3, 3), inner, max_size=4)
    ),
    max_leaves=12,
)
# What JSON can say, for the headers of frames.
json_leaves = st.none() | st.booleans() | st.integers(-(2**40), 2**70) | st.floats() | texts
json_values = st.recursive(
    json_leaves | st.sampled_from(["list", "tuple", "dict", "array", "scalar", "ref", "value", "fault", "callback"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=20,
)
