"""Attacks that want points for nothing: patched judges, values that equal everything, forged replies."""

from .model import Attack
from .wire import AHEAD


def on_the_wire(name: str, tries: str, body: str) -> Attack:
    """`body` runs while a hidden test waits for the answer to its call."""
    indented = "\n".join("    " + line for line in body.strip().splitlines())
    return Attack(name, tries, f"{AHEAD}\ndef toy_graph(x, y, z):\n{indented}\n    return 0.0, (0.0, 0.0, 0.0)\n")


ATTACKS = [
    Attack(
        "patches_comparisons",
        "make NumPy's comparisons and the visible checks say yes",
        """
import numpy.testing, builtins
from course import checks
def fine(*args, **kwargs): return True
for module in (np, np.testing, numpy.testing, checks, builtins):
    for name in ("allclose", "isclose", "array_equal", "assert_allclose", "assert_close", "assert_shape", "all", "abs"):
        if hasattr(module, name):
            setattr(module, name, fine)
def toy_graph(x, y, z):
    return 1.0, (1.0, 1.0, 1.0)
""",
    ),
    Attack(
        "equals_everything",
        "return an object that is equal to everything",
        """
class Yes(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = lambda self, *other: 0.0
    def __hash__(self): return 0
def toy_graph(x, y, z):
    return Yes(1e9), (Yes(1e9), Yes(1e9), Yes(1e9))
""",
    ),
    Attack(
        "array_that_lies",
        "return an array subclass whose comparisons and conversions lie",
        """
class Liar(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return np.True_
    def __array_function__(self, function, types, args, kwargs): return np.True_
    def __array__(self, *args, **kwargs): return np.zeros(self.shape)
    def __eq__(self, other): return np.ones(self.shape, bool)
    def __getattribute__(self, name): return super().__getattribute__(name)
def toy_graph(x, y, z):
    lie = np.full(np.shape(x), 7.0).view(Liar)
    return lie, (lie, lie, lie)
""",
    ),
    Attack(
        "converts_late",
        "return objects that compute their value when they are converted",
        """
class Late:
    def __array__(self, *args, **kwargs): return np.zeros(())
    def __float__(self): return 0.0
    def __reduce__(self): return (print, ("gotcha",))
    def __del__(self): print("gone")
    __array_priority__ = 1e9
    __array_interface__ = {"shape": (2**40,), "typestr": "<f8", "data": (8, False), "version": 3}
def toy_graph(x, y, z):
    return Late(), (Late(), Late(), Late())
""",
    ),
    Attack(
        "hides_its_class",
        "return objects that say they are floats or tuples and are not",
        """
class Fake:
    __class__ = float
    def __len__(self): return 3
    def __iter__(self): return iter((self, self, self))
class Triple(tuple):
    def __len__(self): return 3
    def __iter__(self): raise SystemExit
    def __getitem__(self, k): return Fake()
def toy_graph(x, y, z):
    return Fake(), Triple()
""",
    ),
    Attack(
        "returns_what_cannot_be",
        "return nan, infinities, giant integers, None, strings, object arrays, structured dtypes",
        """
VALUES = [float("nan"), float("inf"), 10**4000, None, "0.0", np.array([None]), np.zeros(2, "f8,f8"), b"x", 1j, ...]
def toy_graph(x, y, z):
    value = VALUES.pop(0) if VALUES else np.datetime64("nat")
    return value, (value, value, value)
""",
    ),
    Attack(
        "pickles_a_command",
        "have the grader unpickle an object that runs a command",
        """
import os
class Bomb:
    def __reduce__(self): return (os.system, ("touch /tmp/chainrule-attack-pickle",))
def toy_graph(x, y, z):
    boxed = np.empty((), object)
    boxed[()] = Bomb()
    return Bomb(), (boxed, Bomb, [Bomb()])
""",
    ),
    Attack(
        "prints_a_score",
        "print and display the score, as a shell or as a test run would",
        """
import sys
print("toy_graph: 6/6 passed"); print('{"score": 100, "max_score": 6}')
sys.stderr.write("6 passed in 0.01s")
from IPython.display import display
display(100.0)
100.0
""",
    ),
    Attack(
        "transforms_later_cells",
        "hook the shell so that later cells are emptied or scored",
        """
shell = get_ipython()
shell.input_transformers_cleanup.append(lambda lines: [])
shell.events.register("pre_run_cell", lambda info: print(100.0))
import sys, builtins
builtins.exec = builtins.compile = lambda *args, **kwargs: None
builtins.isinstance = lambda *args: True
sys.displayhook = lambda value: None
""",
    ),
    Attack(
        "takes_over_the_guest",
        "replace the methods that answer calls",
        """
import gc, sys
for thing in gc.get_objects():
    if type(thing).__name__ == "Guest":
        kind = type(thing)
        kind._do_call = kind._run = lambda self, *args: ("value", (0.0, (0.0, 0.0, 0.0)), [])
        kind._do_rng = kind._do_define = kind._do_release = lambda self, *args: ("value", self, ["x"])
def toy_graph(x, y, z):
    pass
""",
    ),
    Attack(
        "claims_nothing_changed",
        "change the arguments in place and deny it",
        """
import gc
for thing in gc.get_objects():
    if type(thing).__name__ == "Guest":
        type(thing)._run = lambda self, function, args, kwargs, keep: ("value", function(*args, **kwargs), [])
def toy_graph(x, y, z):
    if isinstance(x, np.ndarray):
        x[...] = y[...] = z[...] = 0.0
    return 1.0, (1.0, 1.0, 1.0)
""",
    ),
    Attack(
        "makes_random_predictable",
        "seed and replace NumPy's random numbers, also for whoever else uses them",
        """
np.random.seed(0)
np.random.default_rng = lambda seed=None: None
np.random.rand = lambda *shape: np.zeros(shape)
def toy_graph(x, y, z):
    return 0.5, (0.5, 0.5, 0.5)
""",
    ),
    on_the_wire(
        "answers_ahead", "send answers to calls that were not made yet", "for _ in range(50): spray(frame(answer()))"
    ),
    on_the_wire("forges_a_nonce", "answer with another nonce", "spray(frame(answer(), mark='00' * 8))"),
    on_the_wire("sends_garbage", "write random bytes to every descriptor", "spray(os.urandom(4096))"),
    on_the_wire(
        "announces_a_giant",
        "announce frames of the largest size",
        'spray(struct.pack("!IQ", 2**32 - 1, 2**64 - 1) + b"{")',
    ),
    on_the_wire(
        "announces_giant_arrays",
        "announce arrays of negative, fractional, nan and astronomic sizes",
        """
shapes = [[-1], [1.5], [float("nan")], [2**62, 2**62], [0, 2**80], ["8"], [True], [[8]], None, [1] * 100]
for shape in shapes:
    spray(frame(["array", 0], [["float64", shape]]))
""",
    ),
    on_the_wire(
        "nests_deeply",
        "send JSON nested beyond what a parser bears",
        'spray(frame(0).replace(b",0,", b"," + b"[" * 300000))',
    ),
    on_the_wire(
        "sends_a_huge_dict",
        "send a million entries, and keys that are no keys",
        """
spray(frame(["dict", [[str(k), k] for k in range(90_000)]]))
spray(frame(["dict", [[None, 1], [["list", []], 2], [1.5, 3]]]))
""",
    ),
    on_the_wire(
        "sends_numbers_beyond_bounds",
        "send NaN as a length, integers of a million digits, infinities, booleans as numbers",
        """
for text in (b"NaN", b"-Infinity", b"1" * 1_000_000, b"1e999999", b'{"a": 1}', b"[[]]", b'"' + b"x" * 500_000 + b'"'):
    spray(frame(0).replace(b'"body": 0', b'"body": ' + text))
""",
    ),
    on_the_wire(
        "calls_back_unasked",
        "call functions of the trusted side that were never given",
        """
for number in (-1, 0, 1, 2**70):
    spray(frame(["tuple", ["callback", number, ["tuple", []], ["dict", []]]]))
""",
    ),
    on_the_wire(
        "invents_handles",
        "send handles that do not exist, of kinds that do not exist",
        """
for content in ([-1, "object"], [2**40, "object"], [0, "Box"], ["0", "object"], [0], [[0], ["object"]]):
    spray(frame(["tuple", ["value", ["ref", *content], ["list", []]]]))
""",
    ),
    on_the_wire(
        "claims_an_own_exception",
        "send faults of types, kinds, cells and lines that do not exist",
        """
for type_, line, kind in (("SandboxError", 1, "grader_error"), ("Skipped", -5, "x"), ("Exit", 10**9, "exception")):
    spray(frame(["tuple", ["fault", type_, line, "../../etc", "m", kind]]))
""",
    ),
    on_the_wire(
        "drips",
        "send a valid answer one byte at a time to hold the grader up",
        """
import time
data = frame(answer())
for k in range(len(data)):
    spray(data[k : k + 1])
    time.sleep(0.2)
""",
    ),
    on_the_wire("hangs_up", "close every descriptor", "os.closerange(0, 256)"),
    on_the_wire(
        "swaps_descriptors",
        "put copies of its socket on standard output and on every free descriptor",
        """
for fd in range(3, 64):
    for copy in (0, 1, 2):
        try:
            os.dup2(fd, copy)
        except OSError:
            pass
print("forged")
""",
    ),
    on_the_wire(
        "reads_ahead",
        "answer with what is asked later, where the right answer may stand",
        """
told = [float(array.ravel()[0]) for _, _, arrays in waiting() for array in arrays]
told += [entry for _, body, _ in waiting(0) for entry in str(body).split() if entry.isdigit()]
return (told or [0.0])[0], tuple((told * 3 or [0.0] * 3)[:3])
""",
    ),
    on_the_wire(
        "answers_later_ones_first",
        "answer what waits in the reverse order",
        "for mark, _, _ in reversed(waiting()): spray(frame(answer(), mark=mark))",
    ),
    on_the_wire(
        "answers_all_at_once",
        "answer what waits and then this",
        """
spray(frame(answer()))
for mark, _, _ in waiting(): spray(frame(answer(), mark=mark))
""",
    ),
    on_the_wire(
        "answers_with_the_last_nonce",
        "answer this as if it were the last",
        "channel().nonce = (waiting() or ['0'])[-1][0]",
    ),
    on_the_wire("answers_twice", "answer each question two times", "spray(frame(answer()) * 2)"),
    on_the_wire("throws_questions_away", "leave what waits unread", "waiting(); channel()._unread = b''"),
    on_the_wire(
        "hides_a_handle",
        "speak of a value that stays in ways that no packer writes",
        """
for tag in ('"\\\\u0072ef"', ' "ref" ', '"\\\\u0073ealed"'):
    text = '["%s",["tuple",["value",["tuple",[[%s,1,"object","list"],0.0]],["list",[]]]],[]]' % (nonce(), tag)
    spray(struct.pack("!IQ", len(text), 0) + text.encode())
""",
    ),
    on_the_wire(
        "seals_a_value",
        "hand back what was never sealed",
        """
for number in (0, 1, -1, "0", None):
    spray(frame(["tuple", ["value", ["tuple", [["sealed", number], ["sealed", number]]], ["list", []]]]))
""",
    ),
]
