"""nbgrader records what the hidden suites found: gradebook, feedback pages and exports work as its users know them.

`configure` makes any nbgrader course such a course; `recording` does for a class, in one process, what
`nbgrader autograde` and the formgrader's button do for one student through the same classes.

Nothing of nbgrader is imported before it is needed: workers start while it is still being loaded.
"""

from typing import Any

__all__ = ["configure"]


def configure(config: Any) -> None:
    """For nbgrader_config.py: `configure(c)` joins nbgrader to the hidden suites."""
    from autograder.nbgrader_plugin.configuration import configure

    configure(config)
