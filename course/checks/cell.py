"""check_cell: what a check cell of a notebook consists of."""

import functools
from collections.abc import Callable, Iterator
from types import CodeType, TracebackType

from course.audience import audience
from course.checks.failure import CheckFailure, NotWrittenYet, raised_in
from course.checks.first_mistakes import in_plain_words
from course.checks.ledger import record

Check = Callable[[], None]


def check_cell(title: str) -> Callable[[Check], Check]:
    """Run a check at once, and print one line when it passes. The check can be called again by its name.

    The commonest first mistakes give one line, too; where a student's own function stops, its traceback stays. For a
    function that is not written yet a line is printed and the next cell can run; in grading and validating, and
    outside of a notebook, it is a NotWrittenYet.

    >>> @check_cell("Twice")
    ... def check_twice():
    ...     assert 2 * 21 == 42
    ✓ Twice: the visible checks pass
    """

    def decorate(check: Check) -> Check:
        @functools.wraps(check)
        def run() -> None:
            __tracebackhide__ = True
            try:
                check()
            except Exception as error:
                plain = _plain(error, check)
                if isinstance(plain or error, NotWrittenYet):
                    record(title, "to write", str(plain or error))
                    if audience() != "nobody":
                        print(f"○ {title}: {plain or error}")
                        return
                else:
                    record(title, "fails", _said(plain or error))
                if plain is None:
                    raise
                raise plain from None
            record(title, "passes")
            print(f"✓ {title}: the visible checks pass")

        __tracebackhide__ = True
        run()
        return run

    return decorate


def _plain(error: Exception, check: Check) -> Exception | None:
    """What to raise in place of an error; None where it says more by itself."""
    trace = error.__traceback__ and error.__traceback__.tb_next  # without the call of the check itself
    own = set(_codes(check.__code__))
    if isinstance(error, CheckFailure | NotWrittenYet) or trace is None:
        return None
    if isinstance(error, NotImplementedError):
        return NotWrittenYet(raised_in(error))
    last = _last(trace, own)
    words = last and in_plain_words(error, last)
    return CheckFailure(words) if words else None


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, CheckFailure) else f"{type(error).__name__}: {error}"


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of a function and of everything that is defined in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _last(trace: TracebackType, own: set[CodeType]) -> TracebackType | None:
    """Where the error came up, if that is in the check itself and nothing of the student's is on the way there."""
    while trace.tb_next is not None:
        if trace.tb_frame.f_code not in own and not _is_ours(trace):
            return None
        trace = trace.tb_next
    return trace if trace.tb_frame.f_code in own else None


def _is_ours(trace: TracebackType) -> bool:
    return str(trace.tb_frame.f_globals.get("__name__")).startswith(__package__ + ".")
