"""A class for each parameter, and two losses for each batch, of which the first one counts."""

import numpy as np


class Parameter:
    def __init__(self, value):
        self.value, self.state = np.copy(value), None

    def move(self, step, g, lr):
        self.value, self.state = step(self.value, g, self.state, lr)


def train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng):
    learned = {name: Parameter(value) for name, value in params.items()}
    history = []
    while epochs > 0:
        for batch in minibatches(data[0], data[1], batch_size, rng):
            now = {name: parameter.value for name, parameter in learned.items()}
            loss = loss_and_grads(now, *batch)[0]
            grads = loss_and_grads(now, *batch)[1]
            for name, parameter in learned.items():
                parameter.move(step, grads[name], lr)
            history.append(float(loss))
        epochs -= 1
    return {name: parameter.value for name, parameter in learned.items()}, np.array(history)
