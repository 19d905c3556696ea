"""A class with an iterator; examples are drawn one by one."""

import numpy as np


class Epoch:
    def __init__(self, x, y, batch_size, rng):
        self.x, self.y, self.batch_size, self.rng = x, y, batch_size, rng

    def __iter__(self):
        waiting, inputs, targets = list(range(len(self.x))), [], []
        while waiting:
            i = waiting.pop(int(self.rng.integers(len(waiting))))
            inputs.append(self.x[i])
            targets.append(self.y[i])
            if len(inputs) == self.batch_size or not waiting:
                yield np.array(inputs), np.array(targets)
                inputs, targets = [], []


def minibatches(x, y, batch_size, rng):
    return Epoch(x, y, batch_size, rng)
