"""How long to look, and what no example may exceed."""

from __future__ import annotations

import contextlib
import os
import time
import tracemalloc
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, settings

__all__ = ["bounded", "fuzzed"]

MEMORY_MB, COMPUTE_S = 256, 60.0  # the tracing of memory makes everything several times slower
EXAMPLES = os.environ.get("FUZZ_EXAMPLES")

fuzzed = settings(
    max_examples=int(EXAMPLES or 30),
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, *([Phase.shrink] if EXAMPLES else [])],
    print_blob=bool(EXAMPLES),
)


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Around what is tried: so much memory and so much of a processor's time, and no more."""
    tracemalloc.start()
    started = time.process_time()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MEMORY_MB << 20
        assert time.process_time() - started < COMPUTE_S
    finally:
        tracemalloc.stop()
