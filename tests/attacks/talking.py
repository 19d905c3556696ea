"""Attacks that carry hidden inputs out through what the student is told: LOOT must not be in the report."""

from __future__ import annotations

WAYS = {
    "message": 'raise ValueError("LOOT" + repr(x))',
    "class_name": 'raise type("LOOT" + repr(x), (ValueError,), {})()',
    "assertion": 'raise AssertionError("LOOT" + repr(x))',
    "complaint": "from course.checks import assert_close\nassert_close(x, 'LOOT', name='LOOT', hint='LOOT')",
    "cause": 'raise ValueError() from ValueError("LOOT" + repr(x))',
    "notes": 'error = ValueError()\nerror.add_note("LOOT")\nraise error',
    "syntax_error": 'raise SyntaxError("LOOT", ("LOOT", 1, 1, "LOOT"))',
    "stop": 'raise StopIteration("LOOT")',
    "exit": 'raise SystemExit("LOOT" + repr(x))',
    "unwritten": 'raise NotImplementedError("LOOT")',
    "name_error": 'raise NameError("LOOT", name="LOOT")',
    "called": "raise TypeError(\"'LOOT' object is not callable\")",
    "called_class": "kind = type('LOOT', (), {})\nreturn kind()()",
    "called_module": "raise TypeError(\"'LOOT.float64' object is not callable\")",
    "key_error": 'return {}["LOOT" + repr(x)]',
    "group": 'raise ExceptionGroup("LOOT", [ValueError("LOOT")])',
    "traceback": 'exec(compile("raise ValueError", "<cell LOOT>", "exec"))',
    "string": 'return "LOOT" + repr(x)',
    "strings": 'return "LOOT", ("LOOT", "LOOT", "LOOT")',
    "keys": 'return {"LOOT" + repr(x): x}, {"LOOT": x}',
    "class_of_result": 'kind = type("LOOT", (), {})\nreturn kind(), (kind(), kind(), kind())',
    "dtype": 'value = np.zeros(1, [("LOOT", "f8")])\nreturn value, (value, value, value)',
    "count": 'return ("LOOT",) * 7',
    "shape": "value = np.zeros((70707070707, 0))\nreturn value, (value, value, value)",
    "small_shape": "value = np.zeros((707, 0, 707, 7))\nreturn value, (value, value, value)",
    "long_count": "return 0.0, (0.0,) * 70707",
    "long_text": 'return ["x" * 70707], (["x" * 70707],) * 3',
    "print": 'import sys\nprint("LOOT", x)\nprint("LOOT", x, file=sys.stderr)',
    "warning": 'import warnings\nwarnings.warn("LOOT" + repr(x))',
    "function_name": 'import sys\nglobals()["LOOT"] = globals().pop("toy_graph")\nraise ValueError',
}

# In arrays of 5 by 4: how wrong an entry is, and which names of entries there are.
PICTURE = """
def softmax(z):
    digits = np.array([7, 0, 7, 0, 7, 1, 2, 3])
    return np.resize(10.0 ** -digits, np.shape(z))
def softmax_cross_entropy(z, y):
    return 0.0, softmax(z)
"""
KEYS = """
def clip_by_value(grads, limit):
    return grads | {"LOOT" + repr(value): value for value in grads.values()}
def clip_by_norm(grads, limit):
    return clip_by_value(grads, limit), 1.0
"""

# Names of arguments come from the box, and a hidden test may repeat them.
ARGUMENT_NAMES = """
import inspect
def dropout_forward(x, p, rng, training):
    names = ["LOOT" + "".join(c if c.isalnum() else "_" for c in repr(x.flat[0])), "p", "rng", "training"]
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    dropout_forward.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])
    out = x * (rng.random(x.shape) >= p) / (1 - p) if training else x.copy()
    x[...] = 0.0
    return out, None
def dropout_backward(dout, cache):
    return dout
"""


def source(way: str) -> str:
    """A solution cell that tries this way."""
    body = "\n".join("    " + line for line in WAYS[way].splitlines())
    return f"def toy_graph(x, y, z):\n{body}\n"
