"""Everything by keyword, new dicts in every step, states that are there only once there is one."""

import numpy as np


def train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng):
    now, memory, history = {name: np.asarray(value) for name, value in params.items()}, {}, np.zeros(0)
    for _ in range(epochs):
        for x, y in minibatches(data[0], data[1], batch_size=batch_size, rng=rng):
            loss, grads = loss_and_grads(params=now, x=x, y=y)
            history = np.append(history, loss)
            moved = {k: step(w=now[k], g=grads[k], state=memory.get(k), lr=lr) for k in now}
            now, memory = ({k: pair[which] for k, pair in moved.items()} for which in (0, 1))
    return now, history
