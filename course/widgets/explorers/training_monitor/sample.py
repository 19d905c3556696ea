"""A loop that learns for thirty steps."""

from typing import Any


def arguments() -> dict[str, Any]:
    """Arguments of training_monitor."""
    return {"total": 30, "title": "thirty steps"}


def use(monitor: Any) -> None:
    """Run the loop that is watched."""
    with monitor:
        for step in range(1, 31):
            monitor.step(loss=2.0 / step, accuracy=1.0 - 0.9 / step)
