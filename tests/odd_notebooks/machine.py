"""What students do with files, modules, threads, programs and the shell: it works in their kernel, wherever that is."""

from __future__ import annotations

from .model import BACKWARD, FORWARD, LINEAR, NOTHING, Work, odd


@odd()
def module_written(work: Work) -> None:
    """Writes a module in a cell and imports it in the solution cell."""
    work.above(
        work.solution(), "%%writefile helpers.py\nimport numpy as np\n\n\ndef total(a):\n    return np.sum(a, axis=0)"
    )
    work.write(f"from helpers import total\n{LINEAR.replace('dz.sum(axis=0)', 'total(dz)')}")


@odd()
def script_run(work: Work) -> None:
    """Writes a script and runs it for what it defines."""
    work.above(
        work.solution(), "%%file constants.py\nif __name__ == '__main__':\n    EXAMPLES = 0", "%run constants.py"
    )
    work.write(LINEAR.replace("axis=0", "axis=EXAMPLES"))


@odd()
def folder_entered(work: Work) -> None:
    """Makes a folder for what is saved, enters it, and looks at what is there."""
    saves = (
        "os.makedirs('out', exist_ok=True)\nos.chdir('out')\nnp.savez('./w.npz', W=np.eye(2))\nprint(os.listdir('.'))"
    )
    loads = "assert np.load('w.npz')['W'].sum() == 2 and Path('w.npz').exists()\nos.chdir('..')"
    work.write(f"import os\nfrom pathlib import Path\n{saves}\n{loads}\n{LINEAR}")


@odd()
def temporary_folder(work: Work) -> None:
    """Tries out in a temporary folder whether saving works."""
    tries = (
        "with tempfile.TemporaryDirectory() as folder:\n    np.save(folder + '/x.npy', np.ones(3))\n"
        "    np.load(folder + '/x.npy')"
    )
    work.write(f"import tempfile\n{FORWARD}\n\n\n{tries}\n\n\n{BACKWARD}")


@odd()
def installed_by_a_program(work: Work) -> None:
    """Installs something from Python, as a forum says that everybody should."""
    install = "subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'tabulate'])"
    work.write(f"import subprocess, sys\n{install}\n{LINEAR}")


@odd()
def command_asked_for_its_answer(work: Work) -> None:
    """Looks for a graphics card, and does without where there is none."""
    look = (
        "try:\n    card = subprocess.check_output(['nvidia-smi'])\nexcept (OSError, subprocess.CalledProcessError):\n"
        "    card = None"
    )
    work.write(f"import subprocess\n{look}\n{LINEAR}")


@odd()
def tried_in_a_thread(work: Work) -> None:
    """Calls the function in threads to see whether that is faster."""
    tries = (
        "with ThreadPoolExecutor(2) as pool:\n"
        "    z = list(pool.map(lambda k: linear_forward(np.ones((k, 3)), np.ones((4, 3)), 0), [2, 3]))"
    )
    thread = "thread = threading.Thread(target=print, args=(z,))\nthread.start()\nthread.join()"
    head = "import threading\nfrom concurrent.futures import ThreadPoolExecutor"
    work.write(f"{head}\n{FORWARD}\n\n\n{tries}\n{thread}\n\n\n{BACKWARD}")


@odd()
def source_printed(work: Work) -> None:
    """Prints its own source, for the report."""
    work.write(f"import inspect\n{FORWARD}\n\n\nprint(inspect.getsource(linear_forward))\n\n\n{BACKWARD}")


@odd()
def last_value_used(work: Work) -> None:
    """Goes on with what the cell above has shown."""
    work.above(work.solution(), "0")
    work.write(f"EXAMPLES = _\n{LINEAR.replace('axis=0', 'axis=EXAMPLES')}")


@odd()
def output_captured_and_shown(work: Work) -> None:
    """Captures what a cell prints and shows it again."""
    work.above(work.solution(), "%%capture out\nprint('begun')")
    work.write(f"out.show()\nassert out.stdout == 'begun\\n'\n{LINEAR}")


@odd()
def time_measured_for_a_plot(work: Work) -> None:
    """Keeps the times that `%timeit` has measured."""
    times = (
        "times = []\nfor k in (2, 3):\n    t = %timeit -n 1 -r 1 -q -o np.ones((k, k)) @ np.ones((k, k))\n"
        "    times.append(1e3 * t.average)"
    )
    work.write(f"{times}\nassert max(times) > 0\n{LINEAR}")


@odd()
def loss_for_each_axes(work: Work) -> None:
    """Trains in a loop over axes and colours."""
    draw = (
        "fig, axes = plt.subplots(1, 3)\nlosses = {}\nfor ax, rate in zip(axes, [0.1, 0.2, 0.3]):\n"
        "    losses[rate] = ax.plot([rate])"
    )
    shows = "assert len(losses) == 3\nprint(f'{ax.get_ylim()[1]:.1f}')"
    work.write(f"import matplotlib.pyplot as plt\n{draw}\n{shows}\n{LINEAR}")


@odd()
def slider_asked(work: Work) -> None:
    """Takes a number from a slider and a function from `interact`."""
    slider = (
        "k = widgets.IntSlider(value=3, max=5)\nx = np.ones(k.value)\n\n\n"
        "@widgets.interact(p=(0.0, 1.0))\ndef show(p=0.5):\n    return p"
    )
    work.write(f"import ipywidgets as widgets\n{slider}\n\n\nassert x.size == 3 and show(0.5) == 0.5\n{LINEAR}")


@odd()
def awaits_others(work: Work) -> None:
    """Waits for two coroutines at once."""
    waits = (
        "async def later(x):\n    await asyncio.sleep(0.01)\n    return x\n"
        "\n\nzero, one = await asyncio.gather(later(0), later(1))"
    )
    work.write(f"import asyncio\n{waits}\n\n\n{LINEAR.replace('axis=0', 'axis=zero')}")


@odd()
def gives_up_by_an_alarm(work: Work) -> None:
    """Sets an alarm for a computation that might take long."""
    alarm = (
        "def late(*_):\n    raise TimeoutError\n\n\nsignal.signal(signal.SIGALRM, late)\n"
        "signal.alarm(20)\n1 + 1\nsignal.alarm(0)"
    )
    work.write(f"import signal\n\n\n{alarm}\n{LINEAR}")


@odd()
def annotations_of_another_cell(work: Work) -> None:
    """Asks at the top that annotations be left alone, as IPython then does in all cells below."""
    work.above(work.solution("toy_graph"), "from __future__ import annotations")
    work.write(LINEAR.replace("(x, W, b)", "(x: Float[N, D], W: Float[M, D], b)"))


@odd()
def recursion_as_deep_as_it_goes(work: Work) -> None:
    """Allows more recursion than there is, logs, sets the locale, and turns the collector off."""
    settings = (
        "sys.setrecursionlimit(10**6)\nlogging.basicConfig(filename='run.log')\n"
        "locale.setlocale(locale.LC_ALL, '')\ngc.disable()"
    )
    work.write(f"import gc, locale, logging, sys\n{settings}\n{LINEAR}")


@odd()
def folder_of_the_script(work: Work) -> None:
    """Asks where it lies, as a script may."""
    here = "try:\n    here = os.path.dirname(__file__)\nexcept NameError:\n    here = os.path.abspath('')"
    work.write(
        f"import os\n{here}\nwith open(os.path.join(here, 'seen.txt'), 'w') as file:\n    file.write(here)\n{LINEAR}"
    )


@odd(earns=NOTHING)
def file_of_another_day(work: Work) -> None:
    """Loads at the top what another notebook has saved."""
    work.write(f"start = np.load('weights.npy')\n{LINEAR}")
