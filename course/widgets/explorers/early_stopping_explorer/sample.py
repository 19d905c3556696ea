"""A stopper that keeps copies."""

from typing import Any

import numpy as np


class Stopper:
    """Stops after `patience` updates in a row without a lower error."""

    def __init__(self, patience: int) -> None:
        self.patience, self.epoch, self.waited = patience, 0, 0
        self.best_error, self.best_epoch = np.inf, -1
        self.best_params: dict[str, np.ndarray] = {}

    def update(self, error: float, params: dict[str, np.ndarray]) -> bool:
        """Note an error; return whether to stop."""
        if error < self.best_error:
            self.best_error, self.best_epoch, self.waited = error, self.epoch, 0
            self.best_params = {name: value.copy() for name, value in params.items()}
        else:
            self.waited += 1
        self.epoch += 1
        return self.waited >= self.patience


def arguments() -> dict[str, Any]:
    """Arguments of early_stopping_explorer."""
    return {"EarlyStopping": Stopper}
