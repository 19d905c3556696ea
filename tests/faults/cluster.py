"""A Dask cluster of processes on this machine, each of which can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

__all__ = ["DaskProcesses"]


class DaskProcesses:
    """A scheduler and its workers; all are gone when it is closed."""

    def __init__(self, checkout: Path, scratch: Path) -> None:
        self._checkout, self._scratch = checkout, scratch
        self._port = _free_port()
        self.workers: list[subprocess.Popen[bytes]] = []
        self.start_scheduler()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._port}"

    def start_scheduler(self) -> None:
        """At the same address each time."""
        options = ["--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard", "--no-show"]
        self.scheduler = self._process("dask_scheduler", *options)

    def add_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self._scratch)]
        worker = self._process("dask_worker", self.address, "--host", "127.0.0.1", *options, **environment)
        self.workers.append(worker)
        return worker

    def kill_worker(self) -> None:
        """One of those that run."""
        kill(self.workers.pop(0))

    def restart(self, workers: int) -> None:
        """The scheduler goes and comes back, and its workers, who end without it, with it."""
        kill(self.scheduler)
        for worker in self.workers:
            kill(worker)
        self.workers.clear()
        self.start_scheduler()
        for _ in range(workers):
            self.add_worker()

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            kill(process)

    def _process(self, module: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *options]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=self._checkout, env=os.environ | environment, **quiet)  # type: ignore[call-overload,no-any-return]


def kill(process: subprocess.Popen[bytes]) -> None:
    """As by `kill -9`."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
