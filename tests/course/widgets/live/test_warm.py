"""What draws is imported while a person still reads, and by nobody else."""

from __future__ import annotations

import subprocess
import sys

import pytest

IMPORTS = """
import sys, threading
import course.audience
course.audience.audience = lambda: sys.argv[1]
import course.widgets
for thread in threading.enumerate():
    if thread.name.startswith("chainrule"):
        thread.join()
print("matplotlib.figure" in sys.modules, "ipywidgets" in sys.modules)
"""


@pytest.mark.parametrize(
    ("audience", "said"), [("person", "True True"), ("program", "False False"), ("nobody", "False False")]
)
def test_who_looks_on_gets_it_sooner(audience: str, said: str, checkout: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, audience], cwd=str(checkout), capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[0] == said
