"""Threads, pools, programs and event loops of a process that has nobody beside it and no sockets.

What a thread or another process would do is done at once by whoever starts it; a program that is asked for is not
there.
"""

from __future__ import annotations

import errno
import io
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .amended import amend

__all__ = ["NO_PROGRAM", "install"]

NO_PROGRAM = "no other program can be started while grading"
NOTHING_COMES = "this waits for something that nobody will do while grading: there are no sockets and no other threads"
NOT_FOUND = 127  # what a shell says of a command that is not there
INSTALLERS = ("pip", "pip3", "conda", "mamba", "uv")


def install() -> None:
    """From here on these modules do their work in this process alone."""
    changes: dict[str, Callable[[Any], None]] = {
        "threading": _no_threads,
        "concurrent.futures.thread": _no_workers,
        "concurrent.futures.process": _no_worker_processes,
        "multiprocessing": _no_processes,
        "multiprocessing.pool": _no_pools,
        "subprocess": _no_programs,
        "asyncio.selector_events": _no_sockets,
        "asyncio": lambda module: module.set_event_loop(module.new_event_loop()),
    }
    amend(changes)


def _start(thread: Any) -> None:
    if thread._started.is_set():
        raise RuntimeError("threads can only be started once")
    thread._started.set()
    _quietly(thread.run)


def _quietly(run: Callable[[], Any]) -> None:
    """What a thread raises is printed and ends that thread alone."""
    try:
        run()
    except (Exception, SystemExit) as error:
        sys.excepthook(type(error), error, error.__traceback__)


def _no_threads(module: Any) -> None:
    thread = module.Thread
    thread.start, thread.join = _start, lambda thread, timeout=None: None
    thread.is_alive = lambda thread: thread is module.main_thread()
    module.Timer.start = lambda timer: None  # its time does not come


def _no_workers(module: Any) -> None:
    from concurrent.futures import Future

    def submit(self: Any, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments, **keywords))
        except Exception as error:
            future.set_exception(error)
        return future

    module.ThreadPoolExecutor.submit = submit


def _no_worker_processes(module: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    class ProcessPoolExecutor(ThreadPoolExecutor):
        def __init__(self, max_workers: int | None = None, *_: Any, **__: Any) -> None:
            super().__init__(max_workers)

    module.ProcessPoolExecutor = ProcessPoolExecutor


def _no_processes(module: Any) -> None:
    class Process(threading.Thread):
        exitcode = 0
        terminate = kill = close = lambda self: None

    module.Pool, module.Process = _Pool, Process
    module.Queue = module.SimpleQueue = module.JoinableQueue = queue.Queue
    module.Lock, module.RLock, module.Event = threading.Lock, threading.RLock, threading.Event
    module.get_context = lambda method=None: module


def _no_pools(module: Any) -> None:
    module.Pool = module.ThreadPool = _Pool


class _Pool:
    """`multiprocessing.Pool`."""

    def __init__(self, processes: int | None = None, initializer: Any = None, initargs: Any = (), *_: Any) -> None:
        if initializer is not None:
            initializer(*initargs)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def apply(self, function: Callable[..., Any], args: Any = (), kwds: Any = None) -> Any:
        return function(*args, **(kwds or {}))

    def map(self, function: Callable[..., Any], iterable: Iterable[Any], *_: Any, **__: Any) -> list[Any]:
        return [function(entry) for entry in iterable]

    def starmap(self, function: Callable[..., Any], iterable: Iterable[Any], *_: Any, **__: Any) -> list[Any]:
        return [function(*entry) for entry in iterable]

    def imap(self, function: Callable[..., Any], iterable: Iterable[Any], *_: Any, **__: Any) -> Iterator[Any]:
        return map(function, iterable)

    imap_unordered = imap

    def apply_async(self, *arguments: Any, **keywords: Any) -> _Done:
        return _Done(self.apply(*arguments, **keywords))

    def map_async(self, *arguments: Any, **keywords: Any) -> _Done:
        return _Done(self.map(*arguments, **keywords))

    def starmap_async(self, *arguments: Any, **keywords: Any) -> _Done:
        return _Done(self.starmap(*arguments, **keywords))

    def close(self) -> None:
        pass

    terminate = join = close


class _Done:
    def __init__(self, value: Any) -> None:
        self._value = value

    def get(self, timeout: float | None = None) -> Any:
        return self._value

    def wait(self, timeout: float | None = None) -> None:
        pass

    def ready(self) -> bool:
        return True

    successful = ready


def _no_programs(module: Any) -> None:
    class Popen(module.Popen):
        """A shell's answer where there are no commands; what installs something ends well, as its magic does."""

        _child_created, pid = False, 0

        def __init__(
            self, args: Any, *_: Any, stdin: Any = None, stdout: Any = None, stderr: Any = None, **options: Any
        ) -> None:
            command = _words(args)
            if not options.get("shell") and not _installs(command):
                raise FileNotFoundError(errno.ENOENT, NO_PROGRAM, command[0] if command else "")
            self.args, self.returncode = args, 0 if _installs(command) else NOT_FOUND
            is_text = any(options.get(name) for name in ("text", "universal_newlines", "encoding", "errors"))
            stream = io.StringIO if is_text else io.BytesIO
            self.stdin, self.stdout, self.stderr = (
                stream() if wanted == module.PIPE else None for wanted in (stdin, stdout, stderr)
            )

        def communicate(self, input: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
            return self.stdout and self.stdout.read(), self.stderr and self.stderr.read()

        def poll(self) -> int:
            return int(self.returncode)

        def wait(self, timeout: float | None = None) -> int:
            return int(self.returncode)

        def kill(self, *_: Any) -> None:
            pass

        terminate = send_signal = kill

    module.Popen = Popen


def _words(args: Any) -> list[str]:
    return args.split() if isinstance(args, str) else [os.fsdecode(word) for word in args]


def _installs(command: list[str]) -> bool:
    program, *further = command or [""]
    if os.path.basename(program) in INSTALLERS:
        return True
    return "python" in os.path.basename(program) and further[:2] in (["-m", "pip"], ["-m", "ensurepip"])


def _no_sockets(module: Any) -> None:
    """An event loop that wakes at its times and by nothing else."""
    loop = module.BaseSelectorEventLoop
    make = loop.__init__
    loop.__init__ = lambda loop, selector=None: make(loop, _Clock())
    loop._make_self_pipe = loop._close_self_pipe = loop._write_to_self = lambda loop: None
    loop._process_events = lambda loop, events: None


class _Clock:
    """In the place of a selector."""

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise RuntimeError(NOTHING_COMES)
        time.sleep(max(timeout, 0))
        return []

    def close(self) -> None:
        pass
