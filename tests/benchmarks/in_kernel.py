"""Runs a hidden suite inside the student's own kernel, as an instructor of a plain nbgrader course has to.

This file is pasted into a locked cell of the benchmark's plain notebooks, where it keeps its names to itself. It stands
for the fixtures `student`, `reference` and `rng` and for pytest's marks, as far as the suites use them; inputs are
drawn as chainrule draws them.
"""

import contextlib
import io
import itertools
import types
import warnings
import zlib

import numpy as np


class Opaque:
    """A cache: handed back as it is."""

    def __init__(self, value):
        self.value = value


class KernelStudent:
    """The student's functions as one test sees them: called with copies, which are compared afterwards.

    `asked`: what all tests of an exercise have asked once, with `key` and `seed` it is drawn from.
    """

    def __init__(self, kernel, functions, key, seed, asked):
        self._kernel, self._functions = kernel, functions
        self._key, self._seed, self._asked = key, seed, asked
        self.changed_arguments = []

    def __getattr__(self, name):
        function = self._kernel[name]
        return lambda *arguments, **keywords: self._call(name, function, arguments, keywords)

    def rng(self, seed):
        return np.random.default_rng(seed)

    def define(self, source):
        own = {}
        exec(source, self._kernel | {"np": np}, own)
        helper = own.popitem()[1]
        return lambda *arguments: helper(*copied(arguments))

    def once(self, ask):
        if ask not in self._asked:
            student = KernelStudent(self._kernel, self._functions, self._key, self._seed, {})
            name = zlib.crc32(f"{self._key}::{ask.__name__}".encode())
            self._asked[ask] = ask(student, np.random.default_rng([self._seed, name]), False), student.changed_arguments
        value, changed = self._asked[ask]
        self.changed_arguments += changed
        return value

    def assert_arguments_unchanged(self):
        assert not self.changed_arguments

    def _call(self, name, function, arguments, keywords):
        given = copied((arguments, keywords))
        before = copied(given)
        result = function(*given[0], **given[1])
        if not same(before, given):
            self.changed_arguments.append(name)
        count, opaque = self._functions[name]
        if count < 2:
            return Opaque(result) if opaque else result
        if not isinstance(result, (tuple, list)) or len(result) != count:
            raise TypeError(f"{name} should return {count} values")
        return tuple(Opaque(value) if k in opaque else value for k, value in enumerate(result))


def copied(value):
    if isinstance(value, (list, tuple)):
        return type(value)(map(copied, value))
    if isinstance(value, dict):
        return {key: copied(entry) for key, entry in value.items()}
    if isinstance(value, Opaque):
        return value.value
    return value.copy() if isinstance(value, np.ndarray) else value


def same(a, b):
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return True


def parametrize(names, values, ids=None):
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    rows = [value if len(names) > 1 else (value,) for value in values]
    cases = [(dict(zip(names, row, strict=True)), label(names, row, k, ids)) for k, row in enumerate(rows)]

    def mark(test):
        test.cases = [*getattr(test, "cases", []), cases]
        return test

    return mark


def label(names, row, k, ids):
    pairs = zip(names, row, strict=True)
    return "-".join(ids(value) if ids else name_of(value, f"{name}{k}") for name, value in pairs)


def name_of(value, otherwise):
    if isinstance(value, (str, int, float, bool, type(None))):
        return str(value)
    return getattr(value, "__name__", otherwise)


MARKS = types.SimpleNamespace(mark=types.SimpleNamespace(parametrize=parametrize))


def grade_in_kernel(kernel, key, seed, functions, points, reference, suite):
    """Points of one exercise.

    `functions`: name -> number of returned values and places of caches among them; `reference`, `suite`: sources.
    """
    right, tests = {"np": np}, {"pytest": MARKS}
    exec(reference, right)
    exec(suite, tests)
    fixtures = {"reference": types.SimpleNamespace(**right)}
    earned, asked = 0.0, {}
    for name, worth in points.items():
        test = tests[name]
        earned += worth * all(
            passes(test, KernelStudent(kernel, functions, key, seed, asked), fixtures | values, f"{key}::{case}", seed)
            for case, values in cases_of(name, test)
        )
    return float(earned)


def cases_of(name, test):
    for row in itertools.product(*getattr(test, "cases", [])):
        values = {argument: value for entry, _ in row for argument, value in entry.items()}
        labels = "-".join(text for _, text in row)
        yield (f"{name}[{labels}]" if row else name), values


def passes(test, student, fixtures, case, seed):
    rng = np.random.default_rng([seed, zlib.crc32(case.encode())])
    fixtures = fixtures | {"student": student, "rng": rng}
    wanted = test.__code__.co_varnames[: test.__code__.co_argcount]
    quiet = io.StringIO()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"), contextlib.redirect_stdout(quiet):
            warnings.simplefilter("ignore")
            with contextlib.redirect_stderr(quiet):
                test(**{name: fixtures[name] for name in wanted})
    except Exception:
        return False
    return True
