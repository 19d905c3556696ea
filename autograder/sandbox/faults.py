"""A student's fault on its way to a value, and the faults that this side finds by itself. Trusted."""

from __future__ import annotations

import signal

from autograder.sandbox.backend import StudentFault

__all__ = ["Dead", "Faulted", "ended_fault", "spent_fault", "unplaced_fault"]


class Faulted(Exception):
    """The student's fault, on its way to an Outcome."""

    def __init__(self, fault: StudentFault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


class Dead(Faulted):
    """A fault after which the process cannot be used. `hung_up`: it was the process that ended."""

    def __init__(self, fault: StudentFault, *, hung_up: bool = False) -> None:
        super().__init__(fault)
        self.hung_up = hung_up


def unplaced_fault(kind: str, message: str, type_: str = "") -> StudentFault:
    """A fault without a place in the student's cells."""
    return StudentFault(type=type_, line=None, cell=None, message=message, kind=kind)


def spent_fault(text: str) -> StudentFault:
    """Nothing is left of the time of all that belongs together."""
    return unplaced_fault("spent", text, "TimeoutError")


def ended_fault(code: int) -> StudentFault:
    """Of a process that is gone. `code`: how it ended, or minus the signal that ended it."""
    if code == -signal.SIGXCPU:
        return unplaced_fault("timeout", "the processor time is used up", "TimeoutError")
    how = f"ended it with exit code {code}" if code >= 0 else f"it was stopped by {_signal_name(-code)}"
    return unplaced_fault("died", f"the process that ran your code is gone: {how}")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
