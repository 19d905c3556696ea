"""Values go into the box and come back as they were."""

import math

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import GraderError
from autograder.sandbox.backend import Ref
from autograder.sandbox.inside.values import DTYPES

ECHO = "def echo(*values, **named):\n    return values, named"

shapes = arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**300), 2**300),
    st.floats(),
    st.text(max_size=20),
    arrays.arrays(st.sampled_from(list(DTYPES.values())), shapes),
    st.sampled_from(list(DTYPES.values())).flatmap(lambda dtype: arrays.from_dtype(dtype)),
)
keys = st.text(max_size=5) | st.integers(-(2**60) + 1, 2**60 - 1)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)


def same(a, b):
    if isinstance(b, list) and isinstance(a, np.ndarray):  # a list of numbers comes back as an array
        return a.ndim in (1, 2) and np.array_equal(a, np.asarray(b), equal_nan=True)
    if type(a) is not type(b):
        return False
    if isinstance(a, (np.ndarray, np.generic)):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return a == b or (isinstance(a, float) and math.isnan(a) and math.isnan(b))


@pytest.fixture(scope="module")
def echo(box):
    from autograder.sandbox.backend import Cell

    return box.start([Cell("echo", ECHO)])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=values)
def test_values_come_back_as_they_went(echo, value):
    outcome = echo.call("echo", (value,), {"named": value})
    assert outcome.error is None
    assert same(outcome.value, ((value,), {"named": value}))


@pytest.mark.parametrize(
    "array",
    [np.arange(12.0).reshape(3, 4).T, np.arange(10)[::-2], np.arange(6, dtype=">f4"), np.asfortranarray(np.eye(3))],
)
def test_layout_and_byte_order_make_no_difference(echo, array):
    value = echo.call("echo", (array,), {}).value[0][0]
    assert np.array_equal(value, array)
    assert value.dtype == array.dtype.newbyteorder("=")
    assert value.flags.writeable


@pytest.mark.parametrize("value", [object(), {1.5: 2}, np.array([None]), np.zeros(2, [("x", "f8")]), {1, 2}, 1j])
def test_what_is_not_plain_does_not_go_in(echo, value):
    with pytest.raises(GraderError, match="only plain values"):
        echo.call("echo", (value,), {})


def test_too_much_going_in_is_the_suites_fault(echo):
    with pytest.raises(GraderError, match="too much"):
        echo.call("echo", ([0] * 200_000,), {})


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("object()", "object"),
        ("{1, 2}", "object"),
        ("1j", "object"),
        ("np.array([None, 1])", "object"),
        ("np.zeros(2, [('x', 'f8')])", "object"),
        ("{(1, 2): 3}", "object"),
        ("'x' * 200_000", "object"),
        ("1 << 5000", "object"),
        ("len", "function"),
        ("np.random.default_rng(0)", "generator"),
        ("iter", "function"),
    ],
)
def test_what_is_not_plain_comes_out_as_a_handle(run, expression, kind):
    value = run(f"import numpy as np\ndef f():\n    return 1, {expression}").call("f", (), {}).value
    assert value[0] == 1
    assert isinstance(value[1], Ref)
    assert value[1].kind == kind


def test_subclasses_come_out_as_what_they_derive_from(run):
    session = run(
        "import numpy as np, collections, enum\n"
        "class E(enum.IntEnum):\n    A = 3\n"
        "P = collections.namedtuple('P', 'x')\n"
        "def f():\n"
        "    return np.ma.masked_array([1.0, 2.0]), collections.OrderedDict(a=1), E.A, P(1)"
    )
    array, mapping, number, point = session.call("f", (), {}).value
    assert type(array) is np.ndarray
    assert (type(mapping), type(number), type(point)) == (dict, int, tuple)


def test_a_value_that_contains_itself_ends_in_a_handle(run):
    outcome = run("def f():\n    a = []\n    a.append(a)\n    return a").call("f", (), {})
    assert outcome.error is None
    value = outcome.value
    while isinstance(value, list):
        value = value[0]
    assert isinstance(value, Ref)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("np.longdouble(2)", np.float64(2)),
        ("np.zeros(2, dtype=np.longdouble)", np.zeros(2)),
        ("np.array([1, 2.5], dtype=object)", np.array([1, 2.5])),
        ("np.array([np.ones(2), np.ones(3)], dtype=object)", [np.ones(2), np.ones(3)]),
        ("[[1.0, 2.0], [3.0, 4.0]]", np.array([[1.0, 2.0], [3.0, 4.0]])),
        ("[1, [2, 3]]", [1, [2, 3]]),
        ("[[[1], [2]], [[3], [4]]]", [[[1], [2]], [[3], [4]]]),
        ("[([1], [2]), ([3], [4])]", [(np.array([1]), np.array([2])), (np.array([3]), np.array([4]))]),
        ("[np.ones(2), 3.0]", [np.ones(2), 3.0]),
        ("(1.0, [2])", (1.0, np.array([2]))),
        ("range(1, 7, 2)", np.array([1, 3, 5])),
        ("map(float, (1, 2))", (1.0, 2.0)),
        ("(x for x in (1.0, [2.0]))", (1.0, np.array([2.0]))),
        ("{'a': 1.0}.values()", (1.0,)),
        ("{'a': zip((1,), (2,))}", {"a": ((1, 2),)}),
        ("[]", []),
        ("['text', 1]", ["text", 1]),
    ],
)
def test_what_loses_nothing_by_it_is_made_plain(run, expression, expected):
    value = run(f"import numpy as np\ndef f():\n    return {expression}").call("f", (), {}).value
    assert same(value, expected)


@pytest.mark.parametrize(
    ("expression", "kept"),
    [
        ("(1.0, [2.0])", [1]),
        ("[np.ones(2), {}]", [1]),
        ("iter([1.0, (2.0, 3.0)])", [1]),
        ("[np.float64(1.0), 2.0]", [1]),
        ("[1.0, 2.0, 3.0]", None),
        ("[[1.0, 2.0], [3.0, 4.0]]", None),
        ("np.ones((2, 2))", None),
        ("None", None),
    ],
)
def test_of_several_returned_values_some_stay(run, expression, kept):
    value = run(f"import numpy as np\ndef f():\n    return {expression}").call("f", (), {}, frozenset({1})).value
    assert (kept is None) == isinstance(value, Ref)
    if kept:
        assert [place for place, entry in enumerate(value) if isinstance(entry, Ref)] == kept


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("Matrix()", "Matrix"),
        ("type('loot_17', (), {})()", ""),
        ("None", "NoneType"),
        ("np.ones(2)", "ndarray"),
        ("{1, 2}", "set"),
        ("len", ""),
        ("f", "function"),
    ],
)
def test_a_handle_says_what_the_students_text_says(run, expression, name):
    session = run(f"import numpy as np\nclass Matrix:\n    pass\ndef f():\n    return {expression}")
    assert session.call("f", (), {}, frozenset({-1})).value.type == name


def test_an_endless_generator_ends_with_its_call(run, quick):
    session = run("import itertools\ndef f():\n    return itertools.count()\ndef fine():\n    return 1", limits=quick)
    assert session.call("f", (), {}).error.kind == "output"
    assert session.call("fine", (), {}).value == 1


def test_of_what_a_helper_gives_the_numbers_alone_are_made_plain(run):
    session = run("import numpy as np\ndef f():\n    return [np.longdouble(2), [1.0, 2.0]]")
    helper = session.define("def helper():\n    return f()")
    assert session.call(helper, (), {}).value == [2.0, [1.0, 2.0]]
