"""A training loop that can be watched and stopped (lectures O1 O10 R7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reference_impl.checking import checked
from reference_impl.training import minibatches


@dataclass(frozen=True, slots=True)
class Progress:
    """What a callback sees after a step: iteration and epoch from 0, its loss, the parameters after it."""

    iteration: int
    epoch: int
    loss: float
    lr: float
    last_of_epoch: bool
    params: dict


@dataclass(slots=True)
class History:
    """Loss and learning rate of each iteration, and whether a callback stopped the run."""

    losses: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    stopped: bool = False


@checked(params="dict of arrays", loss_and_grads="callable", step="callable", epochs="integer >= 0", rng="generator")
def fit(
    params, loss_and_grads, data, step, lr, epochs, batch_size, rng, callbacks: Sequence[Callable] = (), lr_scale=None
):
    """Train like `training.train`, with schedules, callbacks and a rate for each parameter (lectures O1 O10 R7).

    Args:
        params, loss_and_grads, data, step, epochs, batch_size, rng: as in `training.train`.
        lr: learning rate, or a function of the iteration that gives it (a schedule).
        callbacks: functions of a Progress, called after each step in this order; the run stops when one returns True.
        lr_scale: dict from a parameter's name to a factor on its learning rate, 1 where a name is missing.
    Returns:
        params: a new dict, after training.
        history: History.
    """
    params, states, history = dict(params), dict.fromkeys(params), History()
    rate, scale = lr if callable(lr) else (lambda iteration: lr), lr_scale or {}
    last = -(-len(data[0]) // batch_size) - 1
    for epoch in range(epochs):
        for batch, (x, y) in enumerate(minibatches(*data, batch_size, rng)):
            eps = rate(len(history.losses))
            loss, grads = loss_and_grads(params, x, y)
            for name in params:
                params[name], states[name] = step(params[name], grads[name], states[name], eps * scale.get(name, 1))
            seen = Progress(len(history.losses), epoch, loss, eps, batch == last, params)
            history.losses.append(loss)
            history.rates.append(eps)
            answers = [callback(seen) for callback in callbacks]
            if any(answers):
                history.stopped = True
                return params, history
    return params, history
