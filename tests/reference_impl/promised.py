"""What the reference promises to its callers: every public function beside the experiments that cites a lecture.

Graders and notebooks outside this project rely on names, arguments and defaults, so a change of one must be seen:

    python -m tests.reference_impl.promised > tests/reference_impl/signatures.txt
"""

import importlib
import inspect
from collections.abc import Callable, Iterator

from autograder.coverage import cited_functions

PROMISED = {function.name: function for function in cited_functions() if not function.module.startswith("experiments.")}


def reference(name: str) -> Callable:
    """The reference's function of this name."""
    return getattr(importlib.import_module(f"reference_impl.{PROMISED[name].module}"), name)


def signatures() -> Iterator[str]:
    """One line for each function, module by module; a class is followed by its methods."""
    for name in PROMISED:
        found = reference(name)
        yield f"{name}{inspect.signature(found)}"
        if inspect.isclass(found):
            methods = inspect.getmembers(found, inspect.isfunction)
            yield from (f"{name}.{m}{inspect.signature(f)}" for m, f in methods if not m.startswith("_"))


if __name__ == "__main__":
    print("\n".join(signatures()))
