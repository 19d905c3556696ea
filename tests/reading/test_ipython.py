"""Cells that hold more than Python: the commands go, the lines stay, and IPython's own rules say which is which."""

from __future__ import annotations

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.reading.ipython import LONGEST_LINE, as_python
from autograder.reading.parsing import IN_ALL, Budget, syntax_error
from autograder.sandbox.inside.bounds import MAX_TEXT

CELLS = {
    "%matplotlib inline\nx = 1": "pass\nx = 1",
    "if a:\n    !ls\nb": "if a:\n    pass\nb",
    "%load \\\n  other.ipynb\nx = 1": "pass\n\nx = 1",
    "files = !ls\na, b = %who_ls": "files = get_ipython().getoutput('')\na, b = get_ipython()",
    "np.dot?": "pass",
    "?np\nnp.dot??\nx = 1": "pass\npass\nx = 1",
    "x = 3 if y else z\nz?": "x = 3 if y else z\npass",
    "%time x = f(3)\ny = %time f(x)": "x = f(3)\ny = f(x)",
    "%timeit f(3)": "pass",
    "%%time\nx = 1": "\nx = 1",
    "\n\n%%time\n%%capture\n%ls\nx = 1\n": "\n\n\n\npass\nx = 1\n",
    "%%bash\nrm -rf .\n": "\n\n",
    "%%html\n<b>": "\n",
    ">>> x = 1\n>>> for k in x:\n...     print(k)": "x = 1\nfor k in x:\n    print(k)",
    "In [3]: def f(x):\n   ...:     return x": "def f(x):\n    return x",
    "    a = 1\n    b = 2": "a = 1\nb = 2",
    "\n  a = 1\n  %ls": "\na = 1\npass",
    "x = '''\n%d\n''' % 3\nt = (7\n  % 4)\n%ls": "x = '''\n%d\n''' % 3\nt = (7\n  % 4)\npass",
}
ASKED = {
    "%run -i other.py \\\n --fast\nx = 1": "get_ipython().run_line_magic('run', '-i other.py')\n\nx = 1",
    "if a:\n    %cd ..": "if a:\n    get_ipython().run_line_magic('cd', '..')",
    "%env SEED=1": "get_ipython().run_line_magic('env', 'SEED=1')",
    "t = %timeit -o f(3)": "t = get_ipython().run_line_magic('timeit', '-o f(3)')",
    "%%capture --no-stderr out\nx = 1": "out = get_ipython().captured()\nx = 1",
    "%%time\n%%capture out\nx = 1": "\nout = get_ipython().captured()\nx = 1",
    "%%writefile -a f.py\ndef f():\n    return '1'\n": (
        "get_ipython().run_cell_magic('writefile', '-a f.py', \"def f():\\n    return '1'\\n\")\n\n\n"
    ),
}
UNTOUCHED = [
    "ls",
    "cat = 3",
    "x = '''\n%d\n''' % 3",
    "t = (7\n  % 4)",
    "def f(x):\n    '''Is it right?'''\n    ...",
    "",
    " ",
    "def f(:\n    pass",
    "%cd\nif a:\n    b\n  c",
    "y = x\n/ 2",
    "a = %",
    "z?  # what is it",
    "print('unfinished\n%cd",
]


@pytest.mark.parametrize(("source", "plain"), ASKED.items())
def test_what_other_cells_need_is_asked_of_the_shell(source: str, plain: str) -> None:
    assert as_python(source) == plain


@pytest.mark.parametrize(("source", "plain"), CELLS.items())
def test_commands_become_lines_that_do_nothing(source: str, plain: str) -> None:
    assert as_python(source) == plain
    assert plain.count("\n") == source.count("\n")
    assert not syntax_error(plain)


def test_a_cell_that_is_a_command_without_its_sign_is_nothing() -> None:
    assert as_python("pip install tabulate\n") == ""


@pytest.mark.parametrize("source", UNTOUCHED)
def test_everything_else_stays(source: str) -> None:
    assert as_python(source).replace("pass\n", "%cd\n") == source


@pytest.mark.parametrize("source", [*CELLS, *UNTOUCHED])
def test_a_cell_can_be_run_exactly_when_ipython_can_run_it(source: str) -> None:
    assert bool(syntax_error(as_python(source))) == (not _ipython_reads(source))


def _ipython_reads(source: str) -> bool:
    try:
        ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return False
    return True


@pytest.mark.parametrize(
    "source",
    [
        "%cd\n" + "x = 1\n" * MAX_TEXT,
        "%cd\n" * MAX_TEXT,
        "%cd\nx = '" + "\\'" * LONGEST_LINE,
    ],
)
def test_what_would_take_too_long_stays_as_it_is(source: str) -> None:
    assert as_python(source) == source


def test_the_looks_at_one_notebook_are_counted() -> None:
    budget, cell = Budget(), "%cd\n" + "x = 1\n" * (MAX_TEXT // 10)
    plain = [as_python(cell, budget) != cell for _ in range(IN_ALL // len(cell))]
    assert plain[0]
    assert not plain[-1]


def test_many_commands_in_one_cell_come_to_an_end() -> None:
    assert as_python("%%time\n" * 5_000 + "x = 1").endswith("x = 1")
    assert "%cd" in as_python("%cd\n" * 20_000)
