"""A class that is little more than a tuple: error, epoch, parameters."""

import numpy as np


class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.now, self._best = patience, 0, None

    def update(self, error, params):
        improved = not np.isnan(error) and (self._best is None or error < self._best[0])
        if improved:
            self._best = (error, self.now, {key: value + 0.0 for key, value in params.items()})
        self.now += 1
        start = -1 if self._best is None else self._best[1]
        return self.now - 1 - start >= self.patience

    @property
    def best_error(self):
        return np.inf if self._best is None else self._best[0]

    @property
    def best_epoch(self):
        return None if self._best is None else self._best[1]

    @property
    def best_params(self):
        return None if self._best is None else self._best[2]
