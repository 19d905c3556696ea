"""Attacks on what must not be known: hidden tests, reference, other students' work, the machine."""

from .model import Attack

ATTACKS = [
    Attack(
        "imports_the_reference",
        "import the reference implementation, by name and by its submodules",
        """
@every
def _():
    import importlib
    for name in ("reference_impl", "reference_impl.worked_examples", "reference_impl.dropout"):
        yield lambda: importlib.import_module(name)
""",
    ),
    Attack(
        "imports_the_grader",
        "import the grader, its exercises, pytest and nbgrader",
        """
@every
def _():
    import importlib
    names = "autograder autograder.spec autograder.grading.suite autograder.sandbox.box pytest nbgrader"
    for name in names.split():
        yield lambda: importlib.import_module(name)
""",
    ),
    Attack(
        "imports_from_a_guessed_path",
        "put the course folder on the path and import from there",
        """
@every
def _():
    import importlib, sys
    sys.path[:0] = ["CHECKOUT", "CHECKOUT/reference_impl", "CHECKOUT/autograder"]
    sys.path_importer_cache.clear()
    for name in ("reference_impl.worked_examples", "worked_examples", "spec"):
        yield lambda: importlib.import_module(name)
""",
        bites=True,
    ),
    Attack(
        "runs_the_reference_file",
        "load the reference from its file: runpy, a loader, io, zipimport",
        """
@every
def _():
    import importlib.machinery, io, runpy, tokenize
    path = "CHECKOUT/reference_impl/worked_examples.py"
    yield lambda: runpy.run_path(path)
    yield lambda: importlib.machinery.SourceFileLoader("worked_examples", path).get_code("worked_examples")
    yield lambda: io.open_code(path).read()
    yield lambda: tokenize.open(path).read()
""",
        bites=True,
    ),
    Attack(
        "puts_finders_back",
        "rebuild the import machinery that site and the path hooks make",
        """
@every
def _():
    import importlib.machinery, site, sys
    sys.meta_path[:] = [importlib.machinery.PathFinder]
    sys.path_hooks[:] = [importlib.machinery.FileFinder.path_hook((importlib.machinery.SourceFileLoader, [".py"]))]
    sys.path.append("CHECKOUT")
    yield lambda: __import__("reference_impl")
    yield lambda: site.addsitedir("CHECKOUT") or __import__("autograder")
""",
        bites=True,
    ),
    Attack(
        "reads_hidden_tests",
        "read the hidden tests and the misconceptions from the course folder",
        """
@every
def _():
    folder = "CHECKOUT/autograder/exercises/backprop/toy_graph"
    for name in ("test_hidden.py", "misconceptions.py", "exercise.toml", "accepted/expanded.py"):
        yield lambda: open(folder + "/" + name).read()
""",
        bites=True,
    ),
    Attack(
        "measures_hidden_tests",
        "take the course's folder from what NumPy's compiled files say of themselves, and ask how long a test is",
        """
import glob, numpy, os, re

TEST = "/autograder/exercises/backprop/toy_graph/test_hidden.py"

def folder_in(code):
    return re.search(rb"(/[ -.0-~/]+)/[^/]+/lib/python", code)[1].decode()

@every
def _():
    for path in glob.glob(numpy.__path__[0] + "/**/*.pyc", recursive=True)[:9]:
        yield lambda: os.stat(folder_in(open(path, "rb").read()) + TEST).st_size
""",
    ),
    Attack(
        "lists_the_course_folder",
        "list folders that hold tests, submissions, grades",
        """
@every
def _():
    import glob, os, pathlib
    yield lambda: os.listdir("CHECKOUT")
    yield lambda: list(os.scandir("CHECKOUT/autograder"))
    yield lambda: glob.glob("CHECKOUT/**/*.py", recursive=True)
    yield lambda: list(pathlib.Path("CHECKOUT").iterdir())
""",
        bites=True,
    ),
    Attack(
        "climbs_from_the_working_folder",
        "reach source notebooks and other students by relative paths",
        """
@every
def _():
    import glob
    for depth in range(8):
        up = "../" * depth
        for pattern in ("source/*", "submitted/*", "gradebook.db", "release/*", "autograder"):
            yield lambda: glob.glob(up + pattern)
""",
    ),
    Attack(
        "opens_by_descriptor",
        "open below a descriptor of a folder, or of the root",
        """
@every
def _():
    import os
    for fd in range(64):
        yield lambda: os.open("pyproject.toml", os.O_RDONLY, dir_fd=fd)
        yield lambda: os.readlink(f"/proc/self/fd/{fd}").startswith("CHECKOUT")
    folder, name = os.path.split("CHECKOUT/pyproject.toml")
    for above in ("/", folder, os.path.dirname(os.__file__)):
        yield lambda: os.open(name, os.O_RDONLY, dir_fd=os.open(above, os.O_RDONLY | os.O_DIRECTORY))
        yield lambda: os.open("../" * 9 + "CHECKOUT/pyproject.toml", os.O_RDONLY, dir_fd=os.open(above, os.O_PATH))
""",
    ),
    Attack(
        "reads_the_machine",
        "read password file, host name, logs, keys, mounts",
        """
@every
def _():
    paths = "/etc/passwd /etc/shadow /etc/hostname /etc/machine-id /var/log/dpkg.log /etc/gshadow /proc/1/environ"
    for path in paths.split():
        yield lambda: open(path, "rb").read(1)
""",
        bites=True,
    ),
    Attack(
        "reads_the_environment",
        "find a secret of the grader's in the environment of any process",
        """
@every
def _():
    import glob, os
    yield lambda: [name for name in os.environ if "SECRET" in name]
    for path in glob.glob("/proc/[0-9]*/environ") + ["/proc/self/environ", "/proc/thread-self/environ"]:
        yield lambda: b"SECRET" in open(path, "rb").read()
""",
    ),
    Attack(
        "reads_the_memory_of_others",
        "read the grader's memory through /proc, ptrace and process_vm_readv",
        """
@every
def _():
    import ctypes, os
    libc = ctypes.CDLL(None, use_errno=True)
    for pid in (os.getppid(), 1):
        yield lambda: open(f"/proc/{pid}/mem", "rb")
        yield lambda: open(f"/proc/{pid}/maps").read()
        yield lambda: libc.ptrace(16, pid, 0, 0) == 0
        buffer = (ctypes.c_char * 8)()
        vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
        yield lambda: libc.process_vm_readv(pid, vector, 1, vector, 1, 0) > 0
""",
    ),
    Attack(
        "searches_frames",
        "look for the expected value in the frames that called",
        """
def toy_graph(x, y, z):
    import sys
    frame = sys._getframe(1)
    while frame:
        for name, value in {**frame.f_globals, **frame.f_locals}.items():
            if name in ("reference", "expected", "rng", "item", "exercise", "result"):
                return value.toy_graph(x, y, z) if name == "reference" else value
        frame = frame.f_back
""",
    ),
    Attack(
        "searches_the_heap",
        "look for the reference among all objects that live",
        """
def toy_graph(x, y, z):
    import gc, types
    for thing in gc.get_objects() + gc.get_referrers(gc):
        if isinstance(thing, types.FunctionType) and thing.__name__ == "toy_graph" and thing is not toy_graph:
            return thing(x, y, z)
""",
    ),
    Attack(
        "searches_modules",
        "look for tests and reference among the loaded modules",
        """
@every
def _():
    import sys
    names = ("reference_impl", "autograder", "pytest", "_pytest", "nbgrader", "test_hidden", "misconceptions")
    for name in names:
        yield lambda: any(part == name for module in sys.modules for part in module.split("."))
    yield lambda: any("CHECKOUT" in str(getattr(module, "__file__", "")) for module in list(sys.modules.values()))
    yield lambda: "CHECKOUT" in repr(sys.path) + repr(sys.argv) + repr(getattr(sys, "orig_argv", ""))
""",
    ),
    Attack(
        "reads_notebook_history",
        "read In, Out and the shell for the cells of the tests",
        """
@every
def _():
    yield lambda: [text for text in In[:-1] if "def test" in text]
    yield lambda: Out
    yield lambda: [line for line in get_ipython().history_manager.input_hist_raw if "def test" in line]
""",
    ),
    Attack(
        "asks_a_callback_for_its_frame",
        "walk from an argument or an exception to the trusted side's objects",
        """
def toy_graph(x, y, z):
    try:
        raise ValueError
    except ValueError as error:
        frame = error.__traceback__.tb_frame
    seen, waiting = set(), [frame, x, toy_graph]
    while waiting and len(seen) < 20000:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if type(thing).__name__ in ("Student", "Plugin", "Box", "Exercise"):
            return thing.reference.toy_graph(x, y, z)
        waiting += [getattr(thing, name) for name in ("f_back", "f_locals", "f_globals") if hasattr(thing, name)]
        waiting += list(thing.values()) if type(thing) is dict else []
""",
    ),
    Attack(
        "memorises_inputs",
        "answer by a table of inputs seen in an earlier run",
        """
TABLE = {}
def toy_graph(x, y, z):
    key = repr((x, y, z))
    if key in TABLE:
        return TABLE[key]
    TABLE[key] = (0.0, (0.0, 0.0, 0.0))
    return TABLE[key]
""",
    ),
]
