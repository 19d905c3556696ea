"""What a notebook's kernel can do, a box can do too, without files, other processes and a screen."""

import pytest

from autograder.reading.ipython import as_python

FILES = {
    "folders": (
        "import os\nos.makedirs('data/raw', exist_ok=True)\nos.chdir('data')\nopen('raw/a.txt', 'w').write('1')\n"
        "assert os.listdir('.') == ['raw'] and os.listdir('raw') == ['a.txt']\nos.chdir('..')\n"
        "assert [folders for _, folders, _ in os.walk('.')] == [['data'], ['raw'], []]\n"
        "assert [entry.name for entry in os.scandir('data/raw') if entry.is_file()] == ['a.txt']",
    ),
    "names": (
        "import os\nfrom pathlib import Path\nassert not Path('x').exists()\nopen('./x', 'w').write('12')\n"
        "assert Path('x').is_file() and os.path.getsize('x') == 2 and os.access('x', os.R_OK)\n"
        "assert open(os.path.join(os.getcwd(), 'x')).read() == '12'\nPath('../up.txt').write_text('3')\n"
        "os.rename('x', 'y')\nPath('y').unlink()\nassert not os.path.exists('y') and Path('../up.txt').exists()\n"
        "assert str(Path.home()) == os.path.expanduser('~') == os.environ['HOME']",
    ),
    "what is missing": (
        "import os\nfor act in (open, os.remove, os.listdir, os.stat, os.chdir):\n    try:\n        act('nowhere')\n"
        "        raise ValueError(act)\n    except FileNotFoundError:\n        pass\n"
        "try:\n    os.chdir('/content/drive')\nexcept FileNotFoundError:\n    pass",
    ),
    "what is there": (
        "import os\nos.mkdir('a')\nopen('a/b', 'x').close()\n"
        "for act in (os.mkdir, os.rmdir, open, os.remove, lambda name: open(name + '/b', 'x')):\n    try:\n"
        "        act('a')\n        raise ValueError(act)\n    except OSError:\n        pass",
    ),
    "a folder moved and removed": (
        "import glob, os, shutil\nos.makedirs('a/b')\nopen('a/b/c', 'w').write('1')\nshutil.copy('a/b/c', 'd')\n"
        "os.rename('a', 'e')\nassert glob.glob('*/*/c') == ['e/b/c']\nshutil.rmtree('e')\n"
        "assert open('d').read() == '1' and os.listdir() == ['d']",
    ),
    "temporary ones": (
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as folder:\n"
        "    np.save(f'{folder}/x.npy', np.ones(3))\n    assert np.load(f'{folder}/x.npy').sum() == 3\n"
        "assert not os.path.exists(folder)\n"
        "with tempfile.NamedTemporaryFile('w+') as file:\n    file.write('1')\n    file.seek(0)\n"
        "    assert file.read() == '1'\nwith tempfile.TemporaryFile() as file:\n    file.write(b'1')\n"
        "descriptor, name = tempfile.mkstemp()\nos.write(descriptor, b'12')\nos.close(descriptor)\n"
        "assert open(name).read() == '12'",
    ),
    "many temporary ones": (
        "import os, tempfile\nfor _ in range(100):\n    with tempfile.NamedTemporaryFile() as file:\n"
        "        file.write(b'1')\n    descriptor, name = tempfile.mkstemp()\n"
        "    with os.fdopen(descriptor, 'w') as file:\n        file.write('2')\n"
        "    assert open(name).read() == '2'",
    ),
    "other formats": (
        "np.savetxt('a.txt', np.ones((2, 2)))\nassert np.loadtxt('a.txt').sum() == 4\n"
        "import gzip, tarfile, zipfile\nwith gzip.open('a.gz', 'wb') as file:\n    file.write(b'1')\n"
        "with zipfile.ZipFile('a.zip', 'w') as file:\n    file.write('a.txt')\n"
        "zipfile.ZipFile('a.zip').extractall('out')\nassert np.loadtxt('out/a.txt').sum() == 4\n"
        "with tarfile.open('a.tar', 'w') as file:\n    file.add('a.txt')",
    ),
    "a log": (
        "import logging\nlogging.basicConfig(filename='a.log', force=True)\nlogging.error('begun')\n"
        "assert 'begun' in open('a.log').read()",
    ),
    "one that is read while it is written": (
        "file = open('a', 'w')\nfile.write('1')\nfile.flush()\nassert open('a').read() == '1'\n"
        "with open('a', 'r+') as file:\n    file.write('2')\nassert open('a').read() == '2'",
    ),
    "a module": ("%%writefile own.py\nTWO = 2", "import own, importlib\nassert importlib.reload(own).TWO == 2"),
    "packages": (
        "import os\nos.makedirs('p/q')\nopen('p/__init__.py', 'w').close()\nopen('p/q/r.py', 'w').write('x = 1')\n"
        "from p.q import r\nassert r.x == 1\nimport sys, inspect\nsys.path.append('p/q')\nimport r\n"
        "assert inspect.getsource(r).strip() == 'x = 1'",
    ),
    "a script": (
        "%%writefile s.py\nz = y if __name__ != '__main__' else 5",
        "y = 3\n%run s.py\nassert z == 5\n%run -i s 1 2\nimport sys\nassert sys.argv == ['s.py', '1', '2']\n"
        "%run nowhere.py\n"
        "import runpy\nassert runpy.run_path('s.py', {'y': 4})['z'] == 4",
    ),
}
SHELL = {
    "the last value": ("1 + 1", "x = 3", "assert _ == 2", "(1,\n2\n)", "assert (_, __, Out[5]) == ((1, 2), 2, (1, 2))"),
    "values in many forms": (
        "x = 1; x + 1",
        "assert _ == 2\nmax(\n    3,\n    4)\n# that is all",
        "assert _ == 4\n5;",
        "if _ == 4:\n    6",
        "assert _ == 4\ndef f():\n    return 7\nf",
        "assert _() == 7\nNone",
        "assert _() == 7",
    ),
    "a student's own underscore": ("7", "for _ in range(3): pass", "8", "assert _ == 2"),
    "a value awaited": ("async def f():\n    return 3", "await f()", "assert _ == 3"),
    "texts": ("3", "assert In[2] == _i == '3'"),
    "source": (
        "def f(x):\n    return x",
        "import inspect, traceback\nassert inspect.getsource(f) == 'def f(x):\\n    return x\\n'\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    assert '1 / 0' in traceback.format_exc()",
    ),
    "captured": (
        "%%capture out\nprint('loud')",
        "print('louder')\nout.show()\nassert out.stdout == str(out) == 'loud\\n'",
    ),
    "timed": (
        "def f():\n    t = %timeit -n 3 -r 2 -o -q sum(range(k))\n    return t\nk = 3",
        "with np.errstate():\n    t = f()\nassert t.average > 0 and len(t.timings) == t.repeat == 2\n"
        "print(f'{t.best:.2g} {t}')",
    ),
    "variables": ("%env MY=1\n%set_env OTHER 2\nx = %env MY", "import os\nassert os.environ['OTHER'] + x == '21'"),
    "commands": (
        "x = !ls\nassert not list(x) and x[0] == x.s == ''\n"
        "print('\\n'.join(x))\nfolder = %pwd\nassert folder[0] == '/'",
    ),
    "asked as in a script": (
        "shell = get_ipython()\n"
        "shell.run_line_magic('matplotlib', 'inline')\nshell.run_cell_magic('time', '', 'q = 3')\n"
        "assert q == shell.user_ns['q']\nassert type(shell).__name__ == 'ZMQInteractiveShell'\nshell.magic('cd ..')",
    ),
    "annotations": ("from __future__ import annotations", "def f(x: Unknown): pass"),
    "an alarm": (
        "import signal, time\ndef late(*_):\n    raise TimeoutError\nsignal.signal(signal.SIGALRM, late)\n"
        "assert signal.alarm(1) == 0\ntry:\n    time.sleep(5)\n    raise ValueError\nexcept TimeoutError:\n    pass",
    ),
}
ALONE = {
    "a thread": (
        "import threading\nfound = []\nthread = threading.Thread(target=found.append, args=(1,))\nthread.start()\n"
        "thread.join()\nassert found == [1] and not thread.is_alive()\n"
        "threading.Thread(target=lambda: 1 / 0).start()\n"
        "timer = threading.Timer(60, print)\ntimer.start()\ntimer.cancel()",
    ),
    "workers": (
        "from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed\n"
        "for pool in (ThreadPoolExecutor, ProcessPoolExecutor):\n    with pool(2) as workers:\n"
        "        assert list(workers.map(abs, [-1, 2])) == [1, 2]\n        failing = workers.submit(lambda: 1 / 0)\n"
        "        assert [type(future.exception()) for future in as_completed([failing])] == [ZeroDivisionError]",
    ),
    "processes": (
        "import multiprocessing\nfrom multiprocessing.pool import ThreadPool\nwith multiprocessing.Pool(2) as pool:\n"
        "    assert pool.map(abs, [-1]) == list(pool.imap(abs, [-1])) == pool.map_async(abs, [-1]).get() == [1]\n"
        "assert ThreadPool(2).starmap(pow, [(2, 3)]) == [8]\nprocess = multiprocessing.Process(target=print)\n"
        "process.start()\nprocess.join()\n"
        "assert process.exitcode == 0\nmultiprocessing.Queue().put(multiprocessing.Lock())",
    ),
    "an installation": (
        "import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'pip', 'install', 'tabulate'])\n"
        "assert subprocess.run('pip install x', shell=True, capture_output=True, text=True).stdout == ''",
    ),
    "a command": (
        "import os, subprocess\nassert subprocess.getoutput('ls') == '' and os.popen('ls').read() == ''\n"
        "assert subprocess.run('ls', shell=True).returncode == 127\ntry:\n    subprocess.check_output(['nvidia-smi'])\n"
        "except FileNotFoundError as error:\n    assert 'while grading' in str(error)",
    ),
    "an event loop": (
        "import asyncio\nasync def f(k):\n    await asyncio.sleep(0.001)\n    return k\n"
        "task = asyncio.get_event_loop().create_task(f(3))",
        "assert await task == 3\nassert await asyncio.gather(f(1), f(2)) == [1, 2]\n"
        "assert await asyncio.to_thread(abs, -1) == 1",
        "assert asyncio.run(f(1)) == 1",
    ),
}
SHOWN = {
    "axes": (
        "import matplotlib.pyplot as plt\nfig, axes = plt.subplots(2, 3)\nassert axes.shape == (2, 3)\n"
        "assert [k for k, ax in enumerate(axes.flat)] == list(range(6))\nfig, ((a, b), (c, d)) = plt.subplots(2, 2)\n"
        "left, right = fig.subplots(1, 2, squeeze=True)\nlow, high = left.get_xlim()\nx = np.linspace(low, high, 3)\n"
        "print(f'{high:.2f}', high ** 2 // 3 > 1, abs(low), max(left.get_ylim()))\n"
        "x > high\nx * high + np.log(high)",
    ),
    "colours": (
        "import itertools, matplotlib.pyplot as plt\nfrom cycler import cycler\nlosses = {}\n"
        "for rate, colour in zip([0.1, 0.2], plt.cm.viridis(np.linspace(0, 1, 2))):\n    losses[rate] = colour\n"
        "assert len(losses) == 2\nnext(itertools.cycle(plt.rcParams['axes.prop_cycle'].by_key()['color']))",
    ),
    "classes": (
        "import ipywidgets\nfrom matplotlib.ticker import Formatter\nfrom matplotlib.animation import FuncAnimation\n"
        "from IPython.display import HTML, display\nclass Percent(Formatter):\n    def __call__(self, x):\n"
        "        return self.sign\np = Percent()\np.sign = '%'\nassert p(1) == '%' and isinstance(p, Formatter)\n"
        "display(HTML(FuncAnimation(None, abs).to_jshtml()))\nipywidgets.VBox.anything",
    ),
    "sliders": (
        "import ipywidgets as w\nassert isinstance(w.IntSlider(), w.IntSlider)\n"
        "assert w.IntSlider(value=3).value == w.Dropdown(options=[3, 4]).value == 3\n"
        "@w.interact(x=(0, 5))\ndef f(x=1):\n    return 2 * x\nassert f(2) == 4\nw.interact(f, x=3)\n"
        "out = w.Output()\n@out.capture()\ndef g():\n    return 1\nwith out:\n    assert g() == 1",
    ),
    "progress": (
        "from tqdm.auto import tqdm\nfrom tqdm.contrib import tenumerate, tzip\nbar = tqdm(total=3)\nbar.update(2)\n"
        "bar.set_postfix(loss=1)\nassert (bar.n, bar.total, len(tqdm([1, 2]))) == (2, 3, 2)\n"
        "assert list(tenumerate([5])) == [(0, 5)] and list(tzip([1], [2])) == [(1, 2)]\nimport PIL.Image, psutil",
    ),
}
CELLS = {
    f"{kind}: {name}": cells for kind in ("FILES", "SHELL", "ALONE", "SHOWN") for name, cells in globals()[kind].items()
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_goes_through_to_its_end(run, name):
    session = run("import numpy as np", *map(as_python, CELLS[name]))
    assert [result.error for result in session.cells if result.error] == []


def test_what_is_decorated_is_there_and_what_is_nothing_is_not(run):
    session = run(
        "from ipywidgets import interact, IntSlider\nimport matplotlib.pyplot as plt\n"
        "@interact(x=3)\ndef f(x):\n    return x",
        "f\nplt",
    )
    assert session.names() == {"f"}


def test_a_file_has_no_descriptor_and_says_so(run):
    [result] = run("import numpy as np\nnp.ones(3).tofile('a.bin')").cells
    assert "use open, np.save or np.load" in result.error.message


def test_what_waits_for_another_thread_says_so(run):
    [result] = run("import asyncio\nawait asyncio.get_event_loop().create_future()").cells
    assert "nobody will do while grading" in result.error.message


def test_two_submissions_do_not_see_each_others_files(run):
    assert run("open('a.py', 'w').write('x = 1')\nimport a").cells[0].error is None
    assert run("import a").cells[0].error.type == "ModuleNotFoundError"
