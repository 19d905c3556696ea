"""Does not use minibatches; counts iterations through all epochs."""

import numpy as np


def train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng):
    x, y = data
    n = len(x)
    current = {name: np.array(value) for name, value in params.items()}
    memory = {name: None for name in current}
    each = -(-n // batch_size)
    history = np.zeros(epochs * each)
    for iteration in range(epochs * each):
        if iteration % each == 0:
            order = np.arange(n)
            rng.shuffle(order)
        chosen = order[(iteration % each) * batch_size :][:batch_size]
        history[iteration], grads = loss_and_grads(current, x[chosen], y[chosen])
        for name in sorted(current):
            current[name], memory[name] = step(current[name], grads[name], memory[name], lr)
    return current, history
