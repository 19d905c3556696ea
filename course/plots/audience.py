"""Who is looking? The only place of this package that reads environment variables."""

import os
from typing import Literal

Audience = Literal["person", "program", "nobody"]

GRADING = ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING")
FRONT_ENDS = ("JPY_SESSION_NAME", "VSCODE_PID")


def audience() -> Audience:
    """`person`: with a notebook open; `program`: one that runs it; `nobody`: in grading, or not in a notebook."""
    if any(os.environ.get(name) for name in GRADING) or not _in_notebook():
        return "nobody"
    return "person" if any(os.environ.get(name) for name in FRONT_ENDS) else "program"


def _in_notebook() -> bool:
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and getattr(shell, "kernel", None) is not None
