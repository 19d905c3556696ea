"""Attacks that want to stop the grader, exhaust the machine or hurt whoever comes next."""

from .model import Attack


def in_the_call(name: str, tries: str, body: str, head: str = "", **options: bool) -> Attack:
    """`body` runs when a hidden test calls the function."""
    indented = "\n".join("    " + line for line in body.strip().splitlines())
    return Attack(
        name, tries, f"{head}\ndef toy_graph(x, y, z):\n{indented}\n    return 0.0, (0.0, 0.0, 0.0)\n", **options
    )


MIDDLE = """
import itertools, os, struct, time
COUNT = itertools.count(1)
def third():
    return next(COUNT) % 3 == 0
def flood():
    while True:
        for fd in range(3, 64):
            try:
                os.write(fd, bytes(1 << 20))
            except OSError:
                pass
def half():
    for fd in range(3, 64):
        try:
            os.write(fd, struct.pack("!IQ", 1000, 0) + b'["')
        except OSError:
            pass
    time.sleep(86400)
"""

ATTACKS = [
    Attack("loops_in_a_cell", "never finish the cell", "while True: pass"),
    in_the_call("loops_in_a_call", "never finish a call", "while True: pass"),
    in_the_call("loops_in_c", "spend a year in C, where no signal is seen", "pow(7, 10**9)"),
    in_the_call(
        "loops_in_a_pattern", "a pattern that backtracks for ever", 'import re\nre.match(r"(a+)+$", "a" * 60 + "b")'
    ),
    in_the_call(
        "catches_everything",
        "catch every exception and signal and go on",
        """
import signal
for number in range(1, 65):
    try:
        signal.signal(number, lambda *args: None)
    except (OSError, ValueError):
        pass
while True:
    try:
        while True: pass
    except BaseException:
        continue
""",
    ),
    in_the_call("sleeps", "sleep for a day", "import time\ntime.sleep(86400)"),
    in_the_call(
        "eats_memory", "ask for memory until there is none", "kept = []\nwhile True: kept.append(bytearray(1 << 26))"
    ),
    in_the_call("asks_for_a_giant", "one array of ten terabytes, and one of the whole limit", "np.ones(1 << 40)\n"),
    in_the_call(
        "maps_memory",
        "map anonymous memory beyond the limit",
        "import mmap\nkept = [mmap.mmap(-1, 1 << 30) for _ in range(64)]",
    ),
    in_the_call("recurses", "overflow the stack of the interpreter", "return toy_graph(x, y, z)"),
    in_the_call(
        "recurses_in_c",
        "overflow the stack of C",
        "import sys\nsys.setrecursionlimit(10**9)\nnested = []\nfor _ in range(10**6): nested = [nested]\nrepr(nested)",
    ),
    in_the_call("exits", "end the process without clean-up", "import os\nos._exit(0)"),
    in_the_call("exits_politely", "raise SystemExit, KeyboardInterrupt and GeneratorExit", "raise KeyboardInterrupt"),
    Attack("exits_in_a_cell", "end the process while the cells run", "import os\nos._exit(3)"),
    in_the_call("segfaults", "read address 0", "import ctypes\nctypes.string_at(0)"),
    in_the_call("aborts", "abort the process", "import os\nos.abort()"),
    in_the_call(
        "floods_output",
        "write without end to standard output and standard error",
        'import os\nwhile True:\n    os.write(1, b"x" * 65536)\n    os.write(2, b"x" * 65536)',
    ),
    in_the_call("returns_too_much", "return half a gigabyte", "return np.zeros(1 << 26), (0.0, 0.0, 0.0)"),
    in_the_call(
        "returns_a_loop",
        "return a list that contains itself",
        "loop = []\nloop.append(loop)\nreturn loop, (loop, loop, loop)",
    ),
    in_the_call(
        "exhausts_descriptors",
        "open descriptors until there are none",
        "import os\nwhile True: os.open('/', os.O_RDONLY)",
    ),
    in_the_call(
        "holds_handles",
        "return a new object each time, millions of them",
        "return [object() for _ in range(10**6)], (1, 2, 3)",
    ),
    in_the_call(
        "fails_on_repr",
        "raise exceptions whose text raises, loops or is endless",
        """
class Nasty(Exception):
    def __str__(self):
        while True: pass
    __repr__ = __str__
raise Nasty
""",
    ),
    Attack(
        "defines_a_million_names",
        "fill the namespace with functions",
        "globals().update({f'f{k}': print for k in range(300_000)})",
    ),
    Attack(
        "hooks_the_interpreter",
        "trace, profile, audit, exit and exception hooks that raise",
        """
import atexit, sys, threading
def hook(*args):
    raise SystemExit
atexit.register(hook)
sys.excepthook = sys.unraisablehook = hook
sys.addaudithook(hook)
sys.settrace(hook)
sys.setprofile(hook)
""",
    ),
    Attack(
        "breaks_the_library",
        "replace what the process that answers calls stands on",
        """
import builtins, json, os, struct, sys
for module in (json, os, struct):
    for name in list(vars(module)):
        if not name.startswith("__"):
            setattr(module, name, None)
for name in ("len", "isinstance", "getattr", "type", "next", "print", "Exception", "BaseException"):
    setattr(builtins, name, None)
sys.modules.clear()
""",
    ),
    in_the_call(
        "collects_garbage_for_ever",
        "objects that come back whenever they are collected",
        """
import gc
class Back:
    def __del__(self): Back()
Back()
while True: gc.collect()
""",
    ),
    *(
        in_the_call(
            f"{name}_in_the_middle", f"{tries}, when several questions were asked together", body, MIDDLE, honest=0.0
        )
        for name, tries, body in (
            ("hangs", "never answer again", "if third(): \n    while True: pass"),
            ("sleeps", "wait for ever", "import time\nif third(): time.sleep(86400)"),
            ("dies", "end the process", "import os\nif third(): os._exit(0)"),
            ("hangs_up", "close every descriptor", "import os\nif third(): os.closerange(3, 256)"),
            ("fills_the_socket", "write until nobody takes it", "if third(): flood()"),
            ("cuts_an_answer", "send half of an answer and wait", "if third(): half()"),
        )
    ),
    in_the_call(
        "returns_much_each_time",
        "return texts that take ten times as much when they are read",
        "return [[]] * 90_000, ({}, {}, {})",
    ),
]
