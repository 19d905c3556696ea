"""The names of pytest that pytest does not promise to keep. They stand here and nowhere else.

`pyproject.toml` bounds the version; tests/grading/test_pytest_internals.py says in words what a new one has broken.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from _pytest.compat import is_async_function
from _pytest.config import _prepareconfig
from _pytest.python import get_direct_param_fixture_func

__all__ = ["collect", "is_plain", "parameters_of", "renew", "run_directly", "run_steps"]

UNUSED = (
    *("cacheprovider", "capture", "debugging", "doctest", "faulthandler", "junitxml", "logging", "pastebin"),
    *("setuponly", "setupplan", "stepwise", "terminal", "threadexception", "unittest", "unraisableexception"),
    "warnings",
)
# The root is the file system's: a module is kept by its path below it, and two exercises never share one.
OPTIONS = ["-c", os.devnull, f"--rootdir={os.sep}", "--import-mode=importlib", "--assert=plain"]
OPTIONS += ["--disable-plugin-autoload"]
OPTIONS += [f"-pno:{name}" for name in UNUSED]


def collect(paths: Sequence[Path], plugin: object) -> list[pytest.Item]:
    """The tests in some files, as `pytest.main` would collect them with this plugin alone."""
    config = _prepareconfig([*OPTIONS, *map(str, paths)], [plugin])
    config._do_configure()
    session = pytest.Session.from_config(config)
    config.hook.pytest_sessionstart(session=session)
    config.hook.pytest_collection(session=session)
    return session.items


def is_plain(item: pytest.Item, module: str) -> bool:
    """Whether a test is a function that asks for nothing but the fixtures of `module` and its own parameters.

    It can be called with these as they are: pytest's way to the same call takes longer than most tests do.
    """
    info = getattr(item, "_fixtureinfo", None)
    if not isinstance(item, pytest.Function) or info is None or item.cls or is_async_function(item.obj):
        return False
    if any(mark.name != "parametrize" for mark in item.iter_markers()):
        return False
    makers = [info.name2fixturedefs.get(name, ()) for name in info.names_closure]
    functions = [made[0].func if len(made) == 1 else None for made in makers]
    return all(f is get_direct_param_fixture_func or getattr(f, "__module__", "") == module for f in functions)


def parameters_of(item: pytest.Item) -> Mapping[str, Any]:
    """The parameters of one case of a parametrised test."""
    return getattr(item, "callspec").params  # noqa: B009  # not every Item has one


def run_directly(item: pytest.Item, make: Callable[[str], Any]) -> BaseException | None:
    """Call a plain test with its arguments: what the three steps come to for it."""
    arguments = {name: make(name) for name in item._fixtureinfo.argnames}  # type: ignore[attr-defined]
    return _error_of(item.obj, **arguments)  # type: ignore[attr-defined]


def renew(item: pytest.Item) -> None:
    """Let a test that has run be run again, with fixtures made anew; as pytest-rerunfailures does."""
    item._initrequest()  # type: ignore[attr-defined]


def run_steps(item: pytest.Item, nextitem: pytest.Item | None) -> BaseException | None:
    """pytest's own three steps, without its reports: nobody reads the tracebacks here, and they are slow."""
    hook = item.ihook
    error = _error_of(hook.pytest_runtest_setup, item=item) or _error_of(hook.pytest_runtest_call, item=item)
    return _error_of(hook.pytest_runtest_teardown, item=item, nextitem=nextitem) or error


def _error_of(step: Callable[..., object], **arguments: object) -> BaseException | None:
    """What one step of a test raised; pytest's own failures are no Exceptions."""
    try:
        step(**arguments)
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as error:
        return error
    return None
