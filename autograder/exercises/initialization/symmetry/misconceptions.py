"""Known-wrong trainings from equal weights, and what of a random answer tells them apart."""

import numpy as np

from autograder.grading.diagnosis import near

MASK = "mask = ((rng.random((N, hidden)) >= dropout) / (1 - dropout)).astype(x.dtype)"


class gap_within_a_unit:
    """You look at how far apart the elements of one row are. A row is one unit's weights; the symmetry is between
    units, so compare rows with each other, column by column. (lecture I5)"""

    edits = {"(W1.max(axis=0) - W1.min(axis=0)).max()": "(W1.max(axis=1) - W1.min(axis=1)).max()"}


class gap_over_everything:
    """You take the largest weight minus the smallest, over all of W1. Those may belong to different inputs; two units
    differ where they have different weights for the same input, in the same column. (lecture I5)"""

    edits = {"(W1.max(axis=0) - W1.min(axis=0)).max()": "W1.max() - W1.min()"}


class gap_between_neighbours:
    """You compare each unit with the one below it only. The two that differ most may stand anywhere: compare all
    pairs. (lecture I5)"""

    edits = {
        "(W1.max(axis=0) - W1.min(axis=0)).max()": "np.abs(W1[1:] - W1[:-1]).max() if len(W1) > 1 else 0.0",
    }


class gap_to_the_first_unit:
    """You compare every unit with the first one only. Two others may be further apart: compare all pairs. (lecture
    I5)"""

    edits = {"(W1.max(axis=0) - W1.min(axis=0)).max()": "np.abs(W1 - W1[0]).max()"}


class gap_to_the_mean_unit:
    """You compare every unit with the mean of all. Asked for is how far two units are apart: compare all pairs. (lecture
    I5)"""

    edits = {"(W1.max(axis=0) - W1.min(axis=0)).max()": "np.abs(W1 - W1.mean(axis=0)).max()"}


class spread_of_the_units:
    """You take the standard deviation over the units. The gap is the largest difference of two entries in one column.
    (lecture I5)"""

    edits = {"(W1.max(axis=0) - W1.min(axis=0)).max()": "W1.std(axis=0).max()"}


class gap_as_a_length:
    """You measure how far apart two rows are as a length, with the root of the sum of squares. The gap is the largest
    difference of two entries in one column. (lecture I5)"""

    edits = {"(W1.max(axis=0) - W1.min(axis=0)).max()": "max(np.linalg.norm(a - b) for a in W1 for b in W1)"}


class mean_gap:
    """You average the gaps of the columns. The gap asked for is the largest difference that there is. (lecture I5)"""

    edits = {"(W1.max(axis=0) - W1.min(axis=0)).max()": "(W1.max(axis=0) - W1.min(axis=0)).mean()"}


class weights_sorted_in_place:
    """Your gap is right, but you sort W1 itself on the way (W1.sort(axis=0)): the network's units are then made up of
    pieces of others. np.sort makes a new array. (lecture I5)"""

    edits = {"return (W1.max(axis=0) - W1.min(axis=0)).max()": "W1.sort(axis=0)\nreturn (W1[-1] - W1[0]).max()"}


class second_layer_random:
    """Your W1 is constant and your W2 is random. Then every unit gets a gradient of its own from above, and the
    symmetry is broken from the first step on. Units are equal only if what leaves them is equal too. (lecture I5)"""

    edits = {"np.full((K, hidden), value, x.dtype)": "rng.standard_normal((K, hidden)).astype(x.dtype)"}


class biases_at_the_value_too:
    """Your biases start at the value like the weights. Here they start at 0. (lecture I5)"""

    edits = {
        "np.zeros(hidden, x.dtype)": "np.full(hidden, value, x.dtype)",
        "np.zeros(K, x.dtype)": "np.full(K, value, x.dtype)",
    }


class biases_not_trained:
    """You move the weights and leave the biases at 0. They have gradients of their own, db1 and db2. (lecture I5)"""

    edits = {"b1 - lr * db1": "b1", "b2 - lr * db2": "b2"}


class classes_that_occur:
    """You count the classes that occur in y. There are max(y) + 1 of them: in a batch some may be missing, and a label
    3 needs a fourth row of W2. (lecture I5)"""

    edits = (
        {
            "K, lr = x.shape, y.max() + 1, float(lr)": "lr = x.shape, float(lr)\nclasses, y = np.unique(y, return_inverse=True)\nK = len(classes)",
        },
        {"y.max() + 1": "len(np.unique(y))"},
    )


class divided_by_the_batch_again:
    """You divide the gradients by N once more. softmax_cross_entropy has done so already: its loss is a mean. (lecture
    B7)"""

    edits = {"linear_backward(do, cache_o)": "linear_backward(do / N, cache_o)"}


class one_example_a_step:
    """You use one example a step. What is asked for is gradient descent on the whole batch: every step sees all
    examples. (lecture O1)"""

    edits = {
        "for _ in range(steps):\n": "x_all, y_all = x, y\nfor step in range(steps):\n    x, y, N = x_all[step % len(x_all)][None], y_all[step % len(x_all)][None], 1\n",
    }


class one_step_too_few:
    """You take one step less than `steps` says. range(steps) counts steps of them, from 0 on. (lecture I5)"""

    edits = {"range(steps)": "range(1, steps)"}


class one_step_too_many:
    """You take one step more than `steps` says. range(steps) counts steps of them, from 0 on. (lecture I5)"""

    edits = {"range(steps)": "range(steps + 1)"}


class uphill:
    """You add lr times the gradient, which goes uphill. The loss falls against the gradient: W1 - lr * dW1. (lecture
    O1)"""

    edits = {
        "W1 - lr * dW1, b1 - lr * db1": "W1 + lr * dW1, b1 + lr * db1",
        "W2 - lr * dW2, b2 - lr * db2": "W2 + lr * dW2, b2 + lr * db2",
    }


class relu_forgotten:
    """Your network has no ReLU: h is z, also where z is negative. (lecture B8)"""

    edits = {
        "h, cache_h = relu_forward(z)": "h = z",
        "relu_backward(dh * mask, cache_h)": "dh * mask",
    }


class gradient_of_the_sum:
    """Your steps are N times too long: the loss is the mean over the batch, not the sum, and softmax_cross_entropy's
    gradient has been divided by N. (lecture B7)"""

    edits = {"linear_backward(do, cache_o)": "linear_backward(do * N, cache_o)"}


class new_second_layer_in_the_backward_pass:
    """You move W2 first and send the gradient back through the new W2. All gradients of a step are taken at the same
    point: compute all four, then move. (lecture B8)"""

    edits = {
        "_, dW1, db1 = linear_backward(relu_backward(dh * mask, cache_h), cache_z)": """
            W2, b2 = W2 - lr * dW2, b2 - lr * db2
            _, dW1, db1 = linear_backward(relu_backward(do @ W2 * mask, cache_h), cache_z)
        """,
        "\n    W2, b2 = W2 - lr * dW2, b2 - lr * db2": "",
    }


class relu_forgotten_on_the_way_back:
    """On the way back you step from h straight to z as if there were no ReLU. Where z was negative the unit was off and
    no gradient passes. (lecture B8)"""

    edits = {"relu_backward(dh * mask, cache_h)": "dh * mask"}


class dropout_ignored:
    """You train without dropout, whatever `dropout` says, and so your units never become different. (lecture I5)"""

    edits = {MASK: "mask = np.ones((N, hidden), x.dtype)"}


class no_inverted_scaling:
    """You drop hidden units and leave the others as they are. Divide what is kept by 1 - dropout, so that its average
    stays. (lecture R8)"""

    edits = {MASK: "mask = (rng.random((N, hidden)) >= dropout).astype(x.dtype)"}


class dropout_as_the_keep_probability:
    """You read `dropout` as the probability of keeping a unit. It is the probability of dropping one. (lecture R8)"""

    edits = (
        {
            MASK: "mask = ((rng.random((N, hidden)) < dropout) / dropout).astype(x.dtype) if dropout else np.ones((N, hidden), x.dtype)"
        },
        {MASK: "mask = ((rng.random((N, hidden)) < dropout) / (1 - dropout)).astype(x.dtype)"},
    )


class dropout_on_the_inputs:
    """You drop inputs. Then all hidden units see the same thinned example and stay alike; drop hidden units, behind the
    ReLU. (lecture I5)"""

    edits = {
        MASK: "mask = ((rng.random((N, D)) >= dropout) / (1 - dropout)).astype(x.dtype)",
        "linear_forward(x, W1, b1)": "linear_forward(x * mask, W1, b1)",
        "linear_forward(h * mask, W2, b2)": "linear_forward(h, W2, b2)",
        "relu_backward(dh * mask, cache_h)": "relu_backward(dh, cache_h)",
    }


class one_mask_for_the_batch:
    """You draw one mask a step and use it for all examples. Every example has coins of its own: a number for each
    example and each unit. (lecture R8)"""

    edits = {"rng.random((N, hidden))": "rng.random(hidden) + np.zeros((N, 1))"}


class one_mask_for_all_steps:
    """You have the same masks in every step, drawn once, or from a generator that begins anew. Some units are then never
    trained, and the others never meet them. Draw new ones in every step, from `rng`. (lecture R8)"""

    edits = {
        "for _ in range(steps):\n": f"{MASK}\nfor _ in range(steps):\n",
        f"    {MASK}\n": "",
    }


class own_generator:
    """You draw the masks from np.random, or from a generator of your own, and not from the `rng` that you were given: a
    run cannot be repeated from its seed. (lecture R8)"""

    edits = {MASK: MASK.replace("rng.random", "np.random.default_rng().random")}


class generator_seeded_inside:
    """You make a generator with a fixed seed inside and leave `rng` alone, so every training meets the same masks, whoever asks.
    Draw from the `rng` that you were given. (lecture R8)"""

    edits = {"for _ in range(steps):\n": "rng = np.random.default_rng(0)\nfor _ in range(steps):\n"}


class backward_past_the_mask:
    """On the way back the gradient does not meet the mask, so units learn from an example for which they were dropped.
    dh * mask, then ReLU. (lecture R8)"""

    edits = {"relu_backward(dh * mask, cache_h)": "relu_backward(dh, cache_h)"}


class dW2_past_the_mask:
    """Your dW2 is made with h before the mask. The second layer was given h times mask, and a unit that it did not see is
    no reason to move its weight. (lecture R8)"""

    edits = {
        "dh, dW2, db2 = linear_backward(do, cache_o)": """
            dh, _, db2 = linear_backward(do, cache_o)
            dW2 = do.T @ h
        """
    }


class backward_forgets_the_scale:
    """On the way back you stop the gradient at dropped units and forget the factor 1 / (1 - dropout) of the others. The
    mask that h was multiplied by is the one that dh is multiplied by. (lecture R8)"""

    edits = {"relu_backward(dh * mask, cache_h)": "relu_backward(dh * (mask > 0), cache_h)"}


def _is_random(params):
    """Whether all units differ in the second layer: it started at random. Masks alone leave units that are equal."""
    W2 = np.asarray(params["W2"])
    return len(np.unique(np.round(W2[0], 9))) > max(W2.shape[1] // 2, 2) if W2.ndim == 2 else False


def observe_train_from_constant(arguments, result):
    """Without dropout the params themselves; with it what students with one idea share, however they draw."""
    value, dropout = arguments["value"], arguments["dropout"]
    if not dropout or not arguments["steps"] or not value:
        return {"units": "random"} if _is_random(result) else result
    moved = {key: np.abs(np.asarray(result[key], dtype=float) - value) for key in ("W1", "W2")}
    if _is_random(result):
        return {"units": "random"}
    columns, rows = moved["W2"].max(axis=0), moved["W1"].max(axis=1)
    told = {"shape": [list(np.shape(result[key])) for key in ("W1", "W2")]}
    if arguments["hidden"] < 1000:
        return told | {"gap": bool(np.ptp(result["W1"], axis=0).max() > 1e-9)}
    told |= {"kept": near((columns > 1e-12).mean(), 0.05), "learned": near((rows > 1e-12).mean(), 0.05)}
    told["size"] = near(np.log(columns.max() + 1e-300), 0.1 if arguments["steps"] > 1 else 1e-4)
    told["size of W1"] = near(np.log(rows.max()), 0.15) if rows.max() > 1e-12 else None
    told["levels"] = len(np.unique(np.round(columns / columns.max(), 6))) if columns.max() else 0
    return told
