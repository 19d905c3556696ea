"""Counts down what is left of the patience."""

import numpy as np


class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.left = patience
        self.best_error = float("inf")
        self.best_params = {}
        self.best_epoch = -1
        self._updates = -1

    def update(self, error, params):
        self._updates += 1
        if error < self.best_error:
            self.best_error = float(error)
            self.best_params = dict((name, np.array(value)) for name, value in params.items())
            self.best_epoch = self._updates
            self.left = self.patience
            return False
        self.left -= 1
        return self.left <= 0
