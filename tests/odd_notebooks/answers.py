"""Answers of another form: functions that are no `def`, values of another type, cells that stop on their way."""

from __future__ import annotations

from .model import BACKWARD, FORWARD, GRAPH, KERNEL, LINEAR, NOTHING, Work, odd

THREE = "dz @ W, dz.T @ x, dz.sum(axis=0)"  # what linear_backward returns


@odd()
def lambdas(work: Work) -> None:
    """Writes each function on one line."""
    forward = "linear_forward = lambda x, W, b: (x @ W.T + b, (x, W))"
    work.write(f"{forward}\nlinear_backward = lambda dz, cache: (dz @ cache[1], dz.T @ cache[0], dz.sum(0))")


@odd("toy_graph")
def object_with_call(work: Work) -> None:
    """Writes a class that can be called, as in PyTorch."""
    body = "        self.q = x + y\n        return self.q * z, (z, z, self.q)"
    work.write(f"class Graph:\n    def __call__(self, x, y, z):\n{body}\n\n\ntoy_graph = Graph()", "toy_graph")


@odd()
def methods(work: Work) -> None:
    """Writes a class for the layer and hands out its methods."""
    layer = f"class Linear:\n    @staticmethod\n{_indented(FORWARD)}\n\n    @staticmethod\n{_indented(BACKWARD)}"
    work.write(f"{layer}\n\n\nlinear_forward, linear_backward = Linear.linear_forward, Linear().linear_backward")


@odd()
def partial(work: Work) -> None:
    """Fixes an argument of a more general function."""
    general = BACKWARD.replace("linear_backward(dz", "backward(axis, dz").replace("axis=0", "axis=axis")
    work.write(f"import functools\n{FORWARD}\n\n\n{general}\n\n\nlinear_backward = functools.partial(backward, 0)")


@odd()
def own_decorator(work: Work) -> None:
    """Decorates every function with an own `jit` that remembers how often it was called."""
    jit = "    def run(*args, **kwargs):\n        run.calls += 1\n        return f(*args, **kwargs)\n    run.calls = 0"
    work.write(f"def jit(f):\n{jit}\n    return run\n\n\n@jit\n{FORWARD}\n\n\n@jit\n{BACKWARD}")


@odd()
def made_by_a_function(work: Work) -> None:
    """Defines the functions inside another one and deletes that afterwards."""
    inner = f"{_indented(FORWARD)}\n\n{_indented(BACKWARD)}\n\n    return linear_forward, linear_backward"
    work.write(f"def make():\n{inner}\n\n\nlinear_forward, linear_backward = make()\ndel make")


@odd()
def global_above(work: Work) -> None:
    """Uses a constant and an import of cells above."""
    work.above(work.solution("toy_graph"), "from functools import reduce\nimport operator", "EXAMPLES = 0")
    work.write(LINEAR.replace("dz.sum(axis=0)", "reduce(operator.add, np.moveaxis(dz, EXAMPLES, 0))"))


@odd(earns=KERNEL)
def global_of_the_check(work: Work) -> None:
    """Reads the check's `W` in place of the cache's: it works for as long as the check's names are there."""
    work.write(LINEAR.replace("x, W = cache\n", "x = cache[0]\n"))


@odd()
def annotated(work: Work) -> None:
    """Writes types, as in another course."""
    forward = FORWARD.replace("(x, W, b)", "(x: np.ndarray, W: np.ndarray, b: np.ndarray) -> tuple")
    work.write(f"from __future__ import annotations\n{forward}\n\n\n{BACKWARD}")


@odd()
def cache_of_an_own_class(work: Work) -> None:
    """Keeps the cache in a dataclass."""
    cache = "from dataclasses import dataclass\n\n\n@dataclass\nclass Cache:\n    x: object\n    W: object"
    backward = BACKWARD.replace("= cache", "= cache.x, cache.W")
    work.write(f"{cache}\n\n\n{FORWARD.replace('(x, W)', 'Cache(x, W)')}\n\n\n{backward}")


@odd()
def named_tuple(work: Work) -> None:
    """Names the returned values."""
    named = "from collections import namedtuple\n\nGradients = namedtuple('Gradients', 'dx dW db')"
    work.write(f"{named}\n\n\n{LINEAR.replace(THREE, f'Gradients({THREE})')}")


@odd()
def list_for_a_pair(work: Work) -> None:
    """Returns z and the cache in a list."""
    work.write(LINEAR.replace("x @ W.T + b, (x, W)", "[x @ W.T + b, (x, W)]"))


@odd()
def lists_for_arrays(work: Work) -> None:
    """Works with arrays and returns lists of lists."""
    work.write(LINEAR.replace("x @ W.T + b,", "(x @ W.T + b).tolist(),").replace("dz @ W,", "(dz @ W).tolist(),"))


@odd()
def long_double(work: Work) -> None:
    """Computes in the longest floating point numbers that there are."""
    work.write(LINEAR.replace("x @ W.T", "x.astype(np.longdouble) @ W.T"))


@odd("toy_graph")
def python_numbers_in_an_array(work: Work) -> None:
    """Returns the gradients in an array of Python's own numbers."""
    work.write(GRAPH.replace("(z, z, x + y)", "np.array([z, z, x + y], dtype=object)"), "toy_graph")


@odd()
def list_of_rows(work: Work) -> None:
    """Goes through the examples one by one and returns a list of rows."""
    work.write(LINEAR.replace("x @ W.T + b,", "[W @ row + b for row in x],"))


@odd()
def map_for_a_tuple(work: Work) -> None:
    """Returns the three gradients as a `map`."""
    work.write(LINEAR.replace(THREE, f"map(np.ascontiguousarray, [{THREE}])"))


@odd("toy_graph")
def generator_for_a_tuple(work: Work) -> None:
    """Returns the gradients as a generator."""
    work.write(GRAPH.replace("(z, z, x + y)", "(d for d in (z, z, x + y))"), "toy_graph")


@odd(earns=KERNEL)
def matrices(work: Work) -> None:
    """Computes with np.matrix, against which NumPy itself advises; the check does not pass either."""
    work.write(LINEAR.replace("x @ W.T + b", "np.matrix(x) * np.matrix(W).T + b"))


@odd(earns=KERNEL)
def half_precision(work: Work) -> None:
    """Computes in float16 to be fast."""
    work.write(LINEAR.replace("x @ W.T + b", "(x @ W.T + b).astype(np.float16)"))


@odd(earns=NOTHING)
def stub_left_above(work: Work) -> None:
    """Writes the answer below the starter's `raise` and leaves that standing."""
    work.write(LINEAR.replace("):\n", "):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"))


@odd(earns=NOTHING)
def line_that_is_no_python(work: Work) -> None:
    """Forgets a colon in a solution cell."""
    work.write(LINEAR.replace("cache):", "cache)"))


@odd(earns=NOTHING)
def import_that_fails(work: Work) -> None:
    """Imports PyTorch at the top of the solution cell."""
    work.write(f"import torch\n{LINEAR}")


@odd(earns=KERNEL)
def import_that_fails_elsewhere(work: Work) -> None:
    """Imports PyTorch at the top of a cell with a helper, which is not defined then."""
    work.above(work.solution("toy_graph"), "import torch\n\n\ndef add_up(a):\n    return a.sum(axis=0)")
    work.write(LINEAR.replace("dz.sum(axis=0)", "add_up(dz)"))


@odd(earns=NOTHING)
def import_from_colab(work: Work) -> None:
    """Imports Colab's own package at the top of the solution cell."""
    work.write(f"from google.colab import files\n{LINEAR}")


@odd()
def asks_in_the_solution_cell(work: Work) -> None:
    """Asks its reader something at the top of the solution cell."""
    work.write(f"name = input('Who are you? ')\n{LINEAR}")


@odd()
def ends_the_process_in_the_solution_cell(work: Work) -> None:
    """Ends the solution cell as a script."""
    work.write(f"{LINEAR}\n\n\nimport sys\nsys.exit()")


@odd()
def tests_itself_and_stops(work: Work) -> None:
    """Ends the solution cell with an own test that fails."""
    work.write(f"{LINEAR}\n\n\nassert linear_forward(np.ones((1, 1)), np.ones((1, 1)), 0)[0] == 7")


@odd(earns=KERNEL)
def unknown_keyword(work: Work) -> None:
    """Writes a keyword of another library."""
    work.write(LINEAR.replace("dz.sum(axis=0)", "np.sum(dz, axis=0, keepdim=False)"))


@odd(earns=NOTHING)
def none_left(work: Work) -> None:
    """Leaves a `None` that was to be replaced, and goes on with it."""
    work.write(LINEAR.replace("return x @ W.T + b, (x, W)", "z = None\n    return z.astype(x.dtype), (x, W)"))


@odd(earns=NOTHING)
def return_forgotten(work: Work) -> None:
    """Prints z and returns nothing."""
    work.write(LINEAR.replace("return x @ W.T + b, (x, W)", "print(x @ W.T + b)"))


@odd(earns=KERNEL)
def own_type(work: Work) -> None:
    """Returns z in an object of an own class."""
    own = "class Output:\n    def __init__(self, value):\n        self.value = value"
    work.write(f"{own}\n\n\n{LINEAR.replace('x @ W.T + b,', 'Output(x @ W.T + b),')}")


@odd(earns=KERNEL)
def dict_for_a_tuple(work: Work) -> None:
    """Returns the gradients by name."""
    work.write(LINEAR.replace(THREE, '{"dx": dz @ W, "dW": dz.T @ x, "db": dz.sum(axis=0)}'))


def _indented(source: str) -> str:
    return "\n".join(f"    {line}" if line else line for line in source.split("\n"))
