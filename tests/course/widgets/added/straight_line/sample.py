"""A line through the origin."""

from typing import Any


def arguments() -> dict[str, Any]:
    """Arguments of straight_line."""
    return {"line": lambda x, slope: slope * x}
