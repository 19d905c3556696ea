"""What may be taken over from a student runs as the course's own code: it is arithmetic, or it is refused."""

from __future__ import annotations

import ast
import types

import numpy as np
import pytest

from autograder.authoring.answer import functions_in_cells
from autograder.authoring.harmless import ATTRIBUTES, refusals
from autograder.sandbox.backend import Cell
from autograder.spec import load_assignment

HOSTILE = {
    "imports": "import os",
    "imports inside": "def f(x):\n    from os import system\n    return x",
    "builtins by name": "def f(x):\n    return eval('1')",
    "the import function": "def f(x):\n    return __import__('os')",
    "open": "def f(x):\n    return open('/etc/passwd').read()",
    "getattr": "def f(x):\n    return getattr(x, '__class__')",
    "print": "def f(x):\n    print(x)\n    return x",
    "subclasses": "def f(x):\n    return ().__class__.__bases__[0].__subclasses__()",
    "globals of a function": "def f(x):\n    return f.__globals__",
    "a frame of a generator": "def f(x):\n    g = (y for y in x)\n    return g.gi_frame",
    "a format string": "def f(x):\n    return '{0.__class__}'.format(x)",
    "a file of numpy's": "def f(x):\n    return np.load('x.npy', allow_pickle=True)",
    "writing with numpy": "def f(x):\n    x.tofile('x')",
    "dump": "def f(x):\n    x.dump('x')",
    "memory": "def f(x):\n    return np.lib.stride_tricks.as_strided(x, (10**9,))",
    "ctypes": "def f(x):\n    return x.ctypes.data",
    "numpy by another name": "def f(x):\n    n = np\n    return n.fromfile('/etc/passwd')",
    "numpy's own testing": "def f(x):\n    return np.testing.runstring('1', {})",
    "the global state of numpy": "def f(x):\n    np.random.seed(0)\n    return x",
    "another meaning here, the builtin there": "def f(x):\n    exec = abs\n\n\ndef g(x):\n    return exec(x)",
    "an argument with a builtin's name": "def f(x, eval):\n    return eval(x)",
    "a function with a builtin's name": "def open(x):\n    return x",
    "a decorator": "@np.vectorize\ndef f(x):\n    return x",
    "a default that runs at once": "def f(x, y=np.zeros(10)):\n    return x",
    "an endless loop": "def f(x):\n    while True:\n        pass",
    "swallowed errors": "def f(x):\n    try:\n        return 1 / x\n    except BaseException:\n        return 0",
    "a with": "def f(x):\n    with x:\n        return 1",
    "a class": "class A:\n    pass",
    "a global": "def f(x):\n    global np\n    np = x",
    "a changed shape": "def f(x):\n    x.shape = (1,)\n    return x",
    "an attribute of numpy": "def f(x):\n    np.sum = x",
    "a name of nobody": "def f(x):\n    return secret",
    "a lambda": "f = lambda x: breakpoint()",
    "an f-string": "def f(x):\n    return f'{x.__class__}'",
    "a match": "def f(x):\n    match x:\n        case A():\n            return 1",
    "async": "async def f(x):\n    return x",
    "a hidden name": "def __init__(x):\n    return x",
}
HONEST = (
    """def f(x, p=0.5, *, eps=1e-5):
    mask = (x > p) / (1 - p)
    return x * mask, (mask, {'eps': eps})""",
    """def f(x):
    out = np.zeros_like(x)
    for i in range(len(x)):
        out[i] += x[i].sum(axis=0) ** 2
    return out""",
    """def f(x, rng):
    if x.ndim != 2:
        raise ValueError(f'two axes, not {x.ndim}')
    return rng.random(x.shape)""",
    """def f(a):
    with np.errstate(all='ignore'):
        return [np.linalg.norm(b) for b in a], np.add.reduce(a), np.random.randn(3)""",
    """def f(x):
    def inner(k):
        nonlocal x
        x = x + k
        return lambda z: z @ x.T
    yield inner(1)""",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_more_than_arithmetic_is_refused(name):
    assert refusals(HOSTILE[name], {"np"})


@pytest.mark.parametrize("source", HONEST)
def test_arithmetic_is_taken(source):
    assert refusals(source, {"np"}) == []


def test_a_refusal_says_where_and_what():
    assert refusals("def f(x):\n    y = 1\n    return open(y)", {"np"}) == ["line 3: the name open"]


def test_no_listed_name_leads_from_numpy_to_another_module():
    """Whatever is reached from np by listed attributes is one of these modules, or none."""
    reached, waiting = {np.__name__}, [np]
    while waiting:
        module = waiting.pop()
        for name in ATTRIBUTES:
            found = getattr(module, name, None)
            if isinstance(found, types.ModuleType) and found.__name__ not in reached:
                reached.add(found.__name__)
                waiting.append(found)
    assert reached == {"numpy", "numpy.random", "numpy.linalg", "numpy.lib", "numpy.lib.stride_tricks"}


def test_most_right_solutions_of_the_course_would_be_taken():
    """Else honest mistakes would not be, either."""
    taken = []
    for exercise in (e for name in ("backprop", "dropout", "batchnorm") for e in load_assignment(name).exercises):
        known = {"np", *exercise.functions, *(name for other in exercise.earlier for name in other.functions)}
        for path in exercise.accepted:
            cell = Cell(exercise.name, path.read_text(encoding="utf-8"))
            if exercise.functions.keys() & set(_defined(cell.source)):
                functions = functions_in_cells([cell], exercise).values()
                taken.append(not refusals("\n\n".join(map(ast.unparse, functions)), known))
    assert len(taken) > 50
    assert sum(taken) > 0.7 * len(taken)


def _defined(source):
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
