"""Known-wrong residual blocks."""

import numpy as np

ACTIVE, BACK = "h, cache_h = relu_forward(z)", "dz = relu_backward(dh, cache_h)"
FORWARD_END = "return x + o, (cache_z, cache_h, cache_o)"
BACKWARD_END = 'return dout + dx, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}'


class nothing_goes_past:
    """Your block is the branch alone: x is not added to it, nor dout to what comes back. That is two ordinary layers;
    the way past them is what the block is for. (lecture I1)"""

    edits = {"return x + o,": "return o,", "return dout + dx,": "return dx,"}


class nothing_comes_back_past_the_branch:
    """Your forward pass adds x, and your backward pass forgets it: out = x + ... hands all of dout on to x, beside what
    comes back through the branch. (lecture I1)"""

    edits = {"return dout + dx,": "return dx,"}


class nothing_comes_back_through_the_branch:
    """Your dx is dout: only the way past the branch. x goes into the first layer too, and what comes back from there is
    added. (lecture I1)"""

    edits = {"return dout + dx,": "return dout,"}


class two_ways_multiplied:
    """You multiply what comes back by the two ways. Where a value is used twice, its gradients add up. (lecture B1)"""

    edits = {"return dout + dx,": "return dout * dx,"}


class branch_is_subtracted_on_the_way_back:
    """You subtract what comes back through the branch. Where a value is used twice, its gradients add up. (lecture
    B1)"""

    edits = {"return dout + dx,": "return dout - dx,"}


class way_past_counted_twice:
    """dout comes back past the branch once, and you add it twice. (lecture I1)"""

    edits = {"return dout + dx,": "return 2 * dout + dx,"}


class parameters_get_both_ways:
    """You begin the backward pass of the branch with 2 dout, as if the way past it led there too. The branch gets dout,
    as it is. (lecture I1)"""

    edits = {"linear_backward(dout, cache_o)": "linear_backward(dout + dout, cache_o)"}


class activation_after_the_sum:
    """You take a ReLU of the sum. The first residual networks did, and it closes the way past the branch wherever the
    sum is negative; this block adds x to the branch and leaves the sum alone. (lecture I1)"""

    edits = (
        {
            FORWARD_END: "out, cache_out = relu_forward(x + o)\nreturn out, (cache_z, cache_h, cache_o, cache_out)",
            "cache_z, cache_h, cache_o = cache": "cache_z, cache_h, cache_o, cache_out = cache\ndout = relu_backward(dout, cache_out)",
        },
        {FORWARD_END: "return np.maximum(x + o, 0), (cache_z, cache_h, cache_o)"},
    )


class activation_at_the_end_of_the_branch:
    """You take a ReLU of the second layer, too, before you add x. The branch ends with a linear layer: only so can it
    take something away from x. (lecture I1)"""

    edits = {
        FORWARD_END: "r, cache_r = relu_forward(o)\nreturn x + r, (cache_z, cache_h, cache_o, cache_r)",
        "cache_z, cache_h, cache_o = cache": "cache_z, cache_h, cache_o, cache_r = cache",
        "linear_backward(dout, cache_o)": "linear_backward(relu_backward(dout, cache_r), cache_o)",
    }


class activation_first:
    """Your branch begins with a ReLU of x and has none between its layers. It stands between: W2 relu(W1 x + b1) + b2.
    (lecture I1)"""

    edits = {
        "z, cache_z = linear_forward(x, W1, b1)": "h, cache_h = relu_forward(x)\nz, cache_z = linear_forward(h, W1, b1)",
        ACTIVE: "h = z",
        BACK: "dz = dh",
        BACKWARD_END: "dx = relu_backward(dx, cache_h)\n" + BACKWARD_END,
    }


class no_activation:
    """There is no ReLU in your branch: two linear layers in a row are one linear layer. (lecture N8)"""

    edits = {ACTIVE: "h, cache_h = z, None", BACK: "dz = dh"}


class relu_has_no_way_back:
    """Your backward pass goes past the ReLU as if it were not there: where z was not positive nothing comes back.
    (lecture B5)"""

    edits = {BACK: "dz = dh"}


class corner_lets_through:
    """At z = 0 your ReLU lets the gradient through. The course takes 0 for its slope there: z > 0, not z >= 0. (lecture
    B5)"""

    edits = {BACK: "dz = dh * (cache_h >= 0)"}


class second_bias_forgotten:
    """Your second layer has no bias: b2 is never added. (lecture I1)"""

    edits = {"linear_forward(h, W2, b2)": "linear_forward(h, W2, np.zeros_like(b2))"}


class first_bias_forgotten:
    """Your first layer has no bias: b1 is never added. (lecture I1)"""

    edits = {"linear_forward(x, W1, b1)": "linear_forward(x, W1, np.zeros_like(b1))"}


class averages_the_gradients:
    """You divide dout by the number of examples. The loss is the mean over the batch and has done that already: every
    gradient comes out N times too small. (lecture B4)"""

    edits = {"cache_z, cache_h, cache_o = cache": "cache_z, cache_h, cache_o = cache\ndout = dout / len(dout)"}


class averages_the_parameters_gradients:
    """You divide the gradients of the parameters by the number of examples. The loss is the mean over the batch and has
    done that already: nobody divides twice. (lecture B4)"""

    edits = {
        BACKWARD_END: 'N = len(dout)\nreturn dout + dx, {"W1": dW1 / N, "b1": db1 / N, "W2": dW2 / N, "b2": db2 / N}'
    }


class layers_swapped_in_grads:
    """You return the gradients of the first layer under the names of the second, and the other way round. (lecture
    B4)"""

    edits = {BACKWARD_END: 'return dout + dx, {"W1": dW2, "b1": db2, "W2": dW1, "b2": db1}'}


class one_cache_for_all:
    """Your cache is one object that every forward pass overwrites, so a second block wipes out what the first has kept.
    Make a new tuple in each forward pass and return it. (lecture N3)"""

    edits = {
        "W2, b2):": "W2, b2, kept=[]):",
        FORWARD_END: "kept[:] = cache_z, cache_h, cache_o\nreturn x + o, kept",
    }


class x_added_to_in_place:
    """`x += ...` writes the sum into the caller's x, and into what the cache has kept of it. Make a new array: x + o.
    (lecture I1)"""

    edits = {"return x + o,": "x += o\nreturn x,"}


class dout_added_to_in_place:
    """`dout += dx` writes into the array that you were given. Make a new one: dout + dx. (lecture I1)"""

    edits = {"return dout + dx,": "dout += dx\nreturn dout,"}


class gradients_divided_again:
    """You divide dout by N once more. The loss has done that; the block takes dout as it comes. (lecture B7)"""

    edits = {"linear_backward(dout, cache_o)": "linear_backward(dout / len(dout), cache_o)"}


class relu_by_the_gradient:
    """You stop the gradient where *it* is negative. ReLU is off where z was negative on the way forward. (lecture B5)"""

    edits = {"relu_backward(dh, cache_h)": "dh * (dh > 0)"}


class one_for_the_gradient_past_the_branch:
    """You add 1 to dx: that is the Jacobian of the way past the branch. What comes back on it is dout. (lecture I1)"""

    edits = {"return dout + dx": "return 1 + dx"}


class x_comes_back_past_the_branch:
    """You add x to dx, as on the way forward. What comes back past the branch is the gradient dout. (lecture I1)"""

    edits = {"return dout + dx": "return cache_z[0] + dx"}


class multiplied_by_the_activation:
    """On the way back you multiply by what ReLU gave. It is its *slope* that belongs there: 1 where z was positive, else
    0. (lecture B5)"""

    edits = {BACK: "dz = dh * np.maximum(cache_h, 0)"}


class dW2_made_of_z:
    """Your dW2 is made of z. What the second layer multiplies is h, after the ReLU. (lecture B4)"""

    edits = {"o, cache_o = linear_forward(h, W2, b2)": "o, cache_o = linear_forward(h, W2, b2)[0], (z, W2)"}


class biases_averaged:
    """Your db1 and db2 are means over the examples. Every example uses a bias once, and what comes back from each is added
    up; the mean over the batch has been taken in the loss. (lecture B4)"""

    edits = {BACKWARD_END: 'N = len(dout)\nreturn dout + dx, {"W1": dW1, "b1": db1 / N, "W2": dW2, "b2": db2 / N}'}
