"""What students import and call besides the exercise: all of it is there when they run the notebook."""

from __future__ import annotations

from .model import BACKWARD, FORWARD, LINEAR, NOTHING, Work, odd


@odd()
def everything_of_numpy(work: Work) -> None:
    """Imports all names of NumPy, whose `sum` has an axis."""
    work.write(f"from numpy import *\n{LINEAR.replace('dz.sum(axis=0)', 'sum(dz, axis=0)')}")


@odd()
def numpy_types(work: Work) -> None:
    """Writes NumPy's own types."""
    forward = FORWARD.replace("(x, W, b)", "(x: npt.NDArray[np.float64], W: npt.ArrayLike, b: npt.ArrayLike)")
    work.write(f"import numpy.typing as npt\n\n\n{forward}\n\n\n{BACKWARD}")


@odd()
def numpy_under_another_name(work: Work) -> None:
    """Would compute on a graphics card, where there is one."""
    choice = "try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp"
    work.write(f"{choice}\n\n\n{LINEAR.replace('dz.sum(axis=0)', 'xp.sum(dz, axis=0)')}")


@odd()
def memory_measured(work: Work) -> None:
    """Measures what a call takes of memory."""
    work.write(f"import tracemalloc\n\ntracemalloc.start()\n{LINEAR}")


@odd()
def call_profiled(work: Work) -> None:
    """Profiles a call between the two functions."""
    profile = "import cProfile\ncProfile.run('linear_forward(np.ones((2, 3)), np.ones((4, 3)), 0)', sort='time')"
    work.write(f"{FORWARD}\n\n\n{profile}\n\n\n{BACKWARD}")


@odd()
def breakpoint_left(work: Work) -> None:
    """Has looked for a mistake with the debugger, and leaves the places where it began."""
    work.write("import pdb\n" + LINEAR.replace("    return x", "    breakpoint()\n    return x"))


@odd()
def doctests(work: Work) -> None:
    """Writes examples into a docstring, and runs them."""
    twice = 'def twice(x):\n    """\n    >>> twice(2)\n    4\n    """\n    return 2 * x'
    work.write(f"{twice}\n\n\nimport doctest\ndoctest.run_docstring_examples(twice, globals())\n\n\n{LINEAR}")


@odd()
def several_threads(work: Work) -> None:
    """Imports what would train several networks at once, and does without."""
    work.write(f"import multiprocessing\nfrom concurrent.futures import ThreadPoolExecutor\n{LINEAR}")


@odd()
def data_downloaded(work: Work) -> None:
    """Imports what downloads and unpacks a data set."""
    work.write(f"import gzip, tarfile, urllib.request\nimport getpass, platform, pydoc, secrets\n{LINEAR}")


@odd()
def help_called(work: Work) -> None:
    """Looks something up with `help()` between the functions."""
    work.write(f"{FORWARD}\n\n\nhelp(np.sum)\n\n\n{BACKWARD}")


@odd()
def value_displayed(work: Work) -> None:
    """Displays a value, as a notebook does without an import."""
    work.write(f"{FORWARD}\n\n\ndisplay(linear_forward(np.ones((2, 3)), np.ones((4, 3)), 0))\n\n\n{BACKWARD}")


@odd()
def output_cleared(work: Work) -> None:
    """Clears the output before it prints again."""
    clear = "from IPython.display import HTML, clear_output\nclear_output(wait=True)\nHTML('<b>layer</b>')"
    work.write(f"{clear}\n\n\n{LINEAR}")


@odd()
def saves_in_a_folder(work: Work) -> None:
    """Makes a folder for results and writes into it."""
    folder = "from pathlib import Path\nimport os\nos.makedirs('results/first', exist_ok=True)"
    more = (
        "Path('figures').mkdir(exist_ok=True)\nwith open('results/first/log.txt', 'w') as log:\n    log.write('begun')"
    )
    work.write(f"{folder}\n{more}\nassert open('results/first/log.txt').read() == 'begun'\n\n\n{LINEAR}")


@odd()
def logs(work: Work) -> None:
    """Logs in place of printing."""
    log = "import logging\n\nlogging.basicConfig(level=logging.DEBUG)\nlogging.info('begun')"
    work.write(f"{log}\n\n\n{LINEAR}")


@odd()
def as_a_script(work: Work) -> None:
    """Tests the functions as a script would."""
    call = "linear_forward(np.ones((2, 3)), np.ones((4, 3)), 0)[0].shape"
    work.write(f"{LINEAR}\n\n\nif __name__ == '__main__':\n    np.testing.assert_equal({call}, (2, 4))")


@odd()
def any_arguments(work: Work) -> None:
    """Takes whatever comes, and options that nobody gives."""
    forward = FORWARD.replace("(x, W, b):", "(*args, verbose=False):\n    x, W, b = args")
    work.write(f"{forward}\n\n\n{BACKWARD.replace('cache)', 'cache, scale=1.0, **options)')}")


@odd(earns=NOTHING)
def fence_pasted(work: Work) -> None:
    """Pastes from a chat, with the line that says that it is Python."""
    work.write(f"```python\n{LINEAR}\n```")


@odd(earns=NOTHING)
def zero_width_space(work: Work) -> None:
    """Pastes from a web page, with a space that nobody can see."""
    work.write(LINEAR.replace("    return", "    \u200breturn"))
