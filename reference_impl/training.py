"""Mini-batch training (lectures O1 O10)."""

import numpy as np

from reference_impl.checking import checked


@checked(y="as many as x", batch_size="integer >= 1", rng="generator")
def minibatches(x, y, batch_size, rng):
    """Yield one epoch of mini-batches: every example exactly once, in random order (lectures O1 O10 O14).

    Args:
        x: (N, ...) inputs.
        y: (N, ...) targets, in the order of x.
        batch_size: examples in a batch; the last batch may be shorter.
        rng: numpy.random.Generator for the order.
    Yields:
        (x, y) of one batch, still belonging together.
    """
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        batch = order[start : start + batch_size]
        yield x[batch], y[batch]


@checked(
    params="dict of arrays",
    loss_and_grads="callable",
    step="callable",
    lr="number",
    epochs="integer >= 0",
    batch_size="integer >= 1",
    rng="generator",
)
def train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng):
    """Train a model by mini-batches with any optimiser (lectures O1 O10).

    Args:
        params: dict of arrays.
        loss_and_grads: loss_and_grads(params, x, y) -> (loss, grads) on one batch, grads with the keys of params.
        data: (x, y), all examples.
        step: step(w, g, state, lr) -> (w, state) for one parameter; its state is None the first time.
        lr: learning rate.
        epochs: how often every example is seen.
        batch_size: examples in a batch; the last of an epoch may be shorter.
        rng: numpy.random.Generator for the order of the examples.
    Returns:
        params: a new dict, after training; the one that came in is as it was.
        history: (iterations,) loss of each batch, before its step.
    """
    params, states, history = dict(params), dict.fromkeys(params), []
    for _ in range(epochs):
        for x, y in minibatches(*data, batch_size, rng):
            loss, grads = loss_and_grads(params, x, y)
            history.append(loss)
            for name in params:
                params[name], states[name] = step(params[name], grads[name], states[name], lr)
    return params, np.array(history)
