"""Known-wrong training loops."""

import numpy as np

LOOP = """
for name in params:
    params[name], states[name] = step(params[name], grads[name], states[name], lr)
"""
LOSS = "loss, grads = loss_and_grads(params, x, y)"


class one_state_for_all:
    """All parameters share one state, so that the velocity of W1 pushes b1 as well. Keep a state for each name: a dict
    beside params. (lecture O3)"""

    edits = {"dict.fromkeys(params)": "None", LOOP: LOOP.replace("states[name]", "states")}


class state_never_kept:
    """You give the step None each time and let go of the state that it returns. Then there is no velocity and no mean:
    every method is as good as its first step. Keep the state, and bring it back. (lecture O3)"""

    edits = {LOOP: LOOP.replace("states[name], lr", "None, lr")}


class state_reset_each_epoch:
    """Your states begin anew in every epoch. An epoch is only a way of counting; what a parameter has felt goes on.
    (lecture O3)"""

    edits = {"for _ in range(epochs):": "for _ in range(epochs):\n    states = dict.fromkeys(params)"}


class params_changed_in_place:
    """You put the new parameters into the dict that you were given, so whoever called has lost the start. Begin with a
    new dict: dict(params). (lecture O1)"""

    edits = {"dict(params), dict": "params, dict"}


class arrays_changed_in_place:
    """Your dict is new but its arrays are not: `params[name][...] = ` or `-=` changes the arrays of whoever called. Put
    the array that the step returns into the dict. (lecture O1)"""

    edits = {
        LOOP: """
            for name in params:
                new, states[name] = step(params[name], grads[name], states[name], lr)
                params[name][...] = new
        """
    }


class whole_data_in_each_step:
    """You work out loss and gradient on all data in every step, and the batch is never used. The point of a small batch
    is that a step costs as little as the batch. (lecture O10)"""

    edits = {LOSS: LOSS.replace("x, y", "*data")}


class one_step_an_epoch:
    """You take one step for each epoch, with the gradient of its last batch. Each batch has a step of its own: the
    update belongs into the inner loop. (lecture O1)"""

    def train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng):
        params, states, history = dict(params), dict.fromkeys(params), []
        for _ in range(epochs):
            for x, y in minibatches(*data, batch_size, rng):
                loss, grads = loss_and_grads(params, x, y)
                history.append(loss)
            for name in params:
                params[name], states[name] = step(params[name], grads[name], states[name], lr)
        return params, np.array(history)


class first_batch_of_each_epoch:
    """You take one batch an epoch and leave the others out. An epoch sees every example once, batch by batch. (lecture
    O1)"""

    edits = {LOOP: LOOP.rstrip() + "\nbreak\n"}


class epochs_taken_for_iterations:
    """You stop after `epochs` steps. An iteration is one batch, an epoch all of the data: as many epochs were asked for,
    and each has N / batch_size iterations. (lecture O1)"""

    edits = {LOOP: LOOP.rstrip() + "\nif len(history) == epochs:\n    return params, np.array(history)\n"}


class loss_of_each_epoch:
    """Your history has one entry for each epoch. It should be the loss of each iteration, as it was before the step.
    (lecture O1)"""

    def train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng):
        params, states, history = dict(params), dict.fromkeys(params), []
        for _ in range(epochs):
            losses = []
            for x, y in minibatches(*data, batch_size, rng):
                loss, grads = loss_and_grads(params, x, y)
                losses.append(loss)
                for name in params:
                    params[name], states[name] = step(params[name], grads[name], states[name], lr)
            history.append(np.mean(losses))
        return params, np.array(history)


class loss_after_the_step:
    """Your history has the loss after each step, for which the batch is computed a second time. The loss that comes with
    the gradient is already there, and is the one that is asked for: before the step. (lecture O1)"""

    edits = {"history.append(loss)": "", LOOP: LOOP.rstrip() + "\nhistory.append(loss_and_grads(params, x, y)[0])\n"}


class gradients_from_moved_parameters:
    """You work out the gradients anew after each parameter has moved. One batch gives one gradient, at one point, and
    all parameters step from there: call loss_and_grads once for each batch. (lecture O1)"""

    edits = {
        LOOP: LOOP.replace(
            "params[name], states", "grads = loss_and_grads(params, x, y)[1]\n    params[name], states", 1
        )
    }


class always_the_same_batches:
    """You make the batches once and use them again in every epoch. Call minibatches in each epoch: the generator has
    gone on, and the order is another one. (lecture O1)"""

    edits = {
        "params, states, history = dict": "batches = list(minibatches(*data, batch_size, rng))\nparams, states, history = dict",
        "in minibatches(*data, batch_size, rng)": "in batches",
    }


class batches_used_up:
    """You call minibatches once, before the loop over the epochs. What it returns hands out its batches once: after the
    first epoch it is empty, and the others train nothing. Call it in each epoch. (lecture O1)"""

    edits = {
        "params, states, history = dict": "batches = iter(minibatches(*data, batch_size, rng))\nparams, states, history = dict",
        "in minibatches(*data, batch_size, rng)": "in batches",
    }


class own_generator:
    """You make a generator inside and leave `rng` alone: whoever calls with another seed gets the same batches. Hand rng
    on to minibatches. (lecture O10)"""

    edits = {
        "params, states, history = dict": "rng = np.random.default_rng(0)\nparams, states, history = dict",
    }


class step_never_called:
    """You take the step of plain gradient descent yourself and never call `step`. The loop does not know which optimiser
    it runs: step(w, g, state, lr) gives the new parameter and its state. (lecture O1)"""

    edits = {LOOP: "for name in params:\n    params[name] = params[name] - lr * grads[name]\n"}


class data_not_shuffled:
    """You cut the data into batches as they lie. Draw a random order in every epoch, as minibatches does. (lecture
    O1)"""

    edits = {
        "for x, y in minibatches(*data, batch_size, rng):": """
            for k in range(0, len(data[0]), batch_size):
                x, y = data[0][k : k + batch_size], data[1][k : k + batch_size]
        """
    }


class rate_divided_by_the_batch:
    """You divide lr by the batch size. The loss is a mean over the batch, and its gradient has been divided already: hand
    lr to the step as it is. (lecture O10)"""

    edits = {LOOP: LOOP.replace(", lr)", ", lr / len(x))")}


class gradient_divided_by_the_batch:
    """You divide the gradients by the batch size. The loss is a mean over the batch, and its gradient has been divided
    already. (lecture O10)"""

    edits = {LOOP: LOOP.replace("grads[name]", "grads[name] / len(x)")}


class short_batch_left_out:
    """You leave out the last batch of an epoch when it is short. It is a batch like the others: every example is seen once in every
    epoch. (lecture O10)"""

    edits = {
        "loss, grads = loss_and_grads(params, x, y)": """
            if len(x) < batch_size:
                continue
            loss, grads = loss_and_grads(params, x, y)
        """
    }


class loss_divided_by_the_batch:
    """You divide the loss by the batch size before you keep it. loss_and_grads returns the mean over the batch already. (lecture
    O10)"""

    edits = {"history.append(loss)": "history.append(loss / len(x))"}


class generator_made_in_each_epoch:
    """You make a generator with a fixed seed in every epoch, so each epoch has the same batches, whoever calls. Hand rng on to
    minibatches: it goes on from epoch to epoch. (lecture O1)"""

    edits = {"minibatches(*data, batch_size, rng)": "minibatches(*data, batch_size, np.random.default_rng(0))"}
