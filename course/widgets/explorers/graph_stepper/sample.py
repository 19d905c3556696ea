"""The first worked example, differentiated by hand."""

from typing import Any


def arguments() -> dict[str, Any]:
    """Arguments of graph_stepper."""
    return {"function": lambda x, y, z: ((x + y) * z, (z, z, x + y)), "graph": "product"}
