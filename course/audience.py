"""Who is looking? The only place of this package that reads environment variables."""

import os
import sys
from pathlib import Path
from typing import Literal

Audience = Literal["person", "program", "nobody"]

GRADING = ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING")
NOTEBOOK = "JPY_SESSION_NAME"
FRONT_ENDS = (NOTEBOOK, "VSCODE_PID")


def audience() -> Audience:
    """`person`: with a notebook open; `program`: one that runs it; `nobody`: in grading, or not in a notebook."""
    if any(os.environ.get(name) for name in GRADING) or not _in_notebook():
        return "nobody"
    return "person" if any(os.environ.get(name) for name in FRONT_ENDS) else "program"


def notebook_file() -> Path | None:
    """The file of the notebook that is open; None where the front end does not say, or after it was renamed."""
    path = Path(os.environ.get(NOTEBOOK, ""))
    return path if path.suffix == ".ipynb" and path.is_file() else None


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")  # in a notebook somebody has imported it
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and getattr(shell, "kernel", None) is not None
