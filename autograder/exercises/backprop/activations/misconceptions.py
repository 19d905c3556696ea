"""Known-wrong activations."""


class sigmoid_of_h_again:
    """Your sigmoid_backward puts h through the sigmoid once more before it uses h (1 - h). The cache holds h, which is
    the sigmoid already: use it as it is. (lecture B5)"""

    edits = {"sigmoid_backward": {"h = cache": "h = 1 / (1 + np.exp(-cache))"}}


class sigmoid_without_h:
    """Your sigmoid_backward is dh (1 - h): one factor is missing. The derivative h (1 - h) dies on both sides, where h is
    near 0 and where it is near 1. (lecture B5)"""

    edits = {"dh * h * (1 - h)": "dh * (1 - h)"}


class sigmoid_turned_round:
    """Your sigmoid falls where it should rise: the minus in 1 / (1 + exp(-x)) got lost. Check one end in your head: for a large
    x the exponential must vanish, so that h is close to 1. (lecture N1)"""

    edits = {"1 / (1 + np.exp(-x))": "1 / (1 + np.exp(x))"}


class sigmoid_overflows_to_the_right:
    """You computed exp(x) / (1 + exp(x)). For a large x that is infinity over infinity, which is nan. Divide above and
    below by exp(x) where x is positive, so that exp only sees numbers up to 0. (lecture N1)"""

    edits = {"1 / (1 + np.exp(-x))": "np.exp(x) / (1 + np.exp(x))"}


class sigmoid_backward_from_exponentials:
    """Your sigmoid_backward computes exp(-x) / (1 + exp(-x))^2. That is the right derivative, but for a large negative x
    it is infinity over infinity, nan. The forward pass has done the work already: keep h and use h (1 - h). (lecture B5)"""

    edits = {
        "sigmoid_forward": {"return h, h": "return h, x"},
        "sigmoid_backward": {"h = cache": "x = cache"},
        "dh * h * (1 - h)": "dh * np.exp(-x) / (1 + np.exp(-x)) ** 2",
    }


class sigmoid_keeps_x:
    """Your sigmoid_forward keeps x, and your sigmoid_backward uses it as if it were h: x (1 - x). The rule h (1 - h) is written with
    the sigmoid's value; keep h. (lecture B5)"""

    edits = {"sigmoid_forward": {"return h, h": "return h, x"}}


class sigmoid_of_the_size:
    """You compute 1 / (1 + exp(-|x|)), which is right on the right. On the left the same exponential stands above the line as well:
    exp(-|x|) / (1 + exp(-|x|)). (lecture N1)"""

    edits = {"1 / (1 + np.exp(-x))": "1 / (1 + np.exp(-np.abs(x)))"}


class sigmoid_left_out_at_zero:
    """You choose a form for x > 0 and one for x < 0, and x = 0 gets neither: the sigmoid is 1/2 there. Let one of the two
    comparisons include 0. (lecture N1)"""

    def sigmoid_forward(x):
        h = np.zeros_like(x, dtype=float)
        h[x > 0] = 1 / (1 + np.exp(-x[x > 0]))
        h[x < 0] = np.exp(x[x < 0]) / (1 + np.exp(x[x < 0]))
        return h, h


class clips_too_early:
    """You clip x before the exponential, and so narrowly that the sigmoid never gets closer to 0 and 1 than a few
    hundred-thousandths. The overflow is gone and the answer is wrong: choose a form that needs no clipping. (lecture N1)"""

    edits = {"np.exp(-x)": "np.exp(-np.clip(x, -10, 10))"}


class sigmoid_clips_x_itself:
    """Your sigmoid_forward clips x where it lies, so that the caller's large numbers are gone. np.clip(x, low, high) without out
    makes a new array, and the layer before keeps its own. (lecture N1)"""

    edits = {"np.exp(-x)": "np.exp(-np.clip(x, -500, 500, out=x))"}


class tanh_overflows:
    """You wrote tanh out in exponentials. For large |x| that is infinity over infinity, nan. NumPy's own np.tanh has
    taken care of it. (lecture N2)"""

    edits = {"np.tanh(x)": "(np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))"}


class tanh_at_half_the_argument:
    """You built tanh from the sigmoid as 2 sigmoid(x) - 1, and that is tanh(x / 2): right at both ends, too flat between. The
    identity is tanh(x) = 2 sigmoid(2 x) - 1. (lecture N2)"""

    edits = {"np.tanh(x)": "2 * sigmoid_forward(x)[0] - 1"}


class tanh_without_the_square:
    """Your tanh_backward is dh (1 - h); the derivative of tanh is 1 - h^2. With h = -1 yours would be 2, although tanh is
    flat there. (lecture B5)"""

    edits = {"dh * (1 - h**2)": "dh * (1 - h)"}


class tanh_with_the_sigmoids_rule:
    """Your tanh_backward uses h (1 - h), which is the sigmoid's derivative. At x = 0 it gives 0, where tanh is steepest;
    for tanh it is 1 - h^2. (lecture B5)"""

    edits = {"dh * (1 - h**2)": "dh * h * (1 - h)"}


class forgets_what_came_from_above:
    """Your backward functions return the derivative alone. The chain rule multiplies it by dh, what came from above;
    without it every layer before this one learns from nothing. (lecture B1)"""

    edits = {"dh * h * (1 - h)": "h * (1 - h)", "dh * (1 - h**2)": "1 - h**2", "dh * np.greater(x, 0)": "x > 0"}


class relu_open_at_zero:
    """Your relu_backward lets the gradient through where x is exactly 0. There the course takes 0 for the slope: compare
    with x > 0, not with x >= 0. (lecture B5)"""

    edits = {"np.greater(x, 0)": "(x >= 0)"}


class relu_lets_everything_through:
    """Your relu_backward asks whether h >= 0, and h is never negative: every gradient gets through. A unit is open where x > 0,
    which is where h > 0. (lecture B5)"""

    edits = {"return h, x": "return h, h", "np.greater(x, 0)": "(x >= 0)"}


class relu_looks_at_dh:
    """Your relu_backward keeps the positive entries of dh. Whether a unit was open was settled in the forward pass by the
    sign of x; a negative dh passes through an open unit like any other. (lecture B5)"""

    edits = {"np.greater(x, 0)": "(dh > 0)"}


class relu_times_h:
    """Your relu_backward multiplies dh by h. Where x is positive, h = x rises by exactly as much as x does: the derivative
    is 1, not h. (lecture B5)"""

    edits = {"np.greater(x, 0)": "np.maximum(x, 0)"}


class relu_takes_the_absolute_value:
    """Your relu_forward turns negative inputs positive. A rectifier cuts them off: below 0 it is 0, and only one side of
    it is a straight line. (lecture N1)"""

    edits = {"np.maximum(x, 0)": "np.abs(x)"}


class relu_overwrites_dh:
    """Your relu_backward writes zeros into the dh that it was given, and the caller may still need dh for another branch of
    the graph. Multiply by the mask instead, or copy first. (lecture B5)"""

    edits = {"return dh * np.greater(x, 0)": "dh[x <= 0] = 0\nreturn dh"}


class relu_overwrites_dh_and_is_open_at_zero:
    """Your relu_backward writes zeros into the dh that it was given, where x is negative. The caller may still need dh: multiply
    by a mask instead. And where x is exactly 0 the course takes 0 for the slope: the mask is x > 0. (lecture B5)"""

    edits = {"return dh * np.greater(x, 0)": "dh[x < 0] = 0\nreturn dh"}


class relu_overwrites_x:
    """Your relu_forward writes zeros into the x that it was given. The layer before may need its output once more on the
    way back; np.maximum makes a new array. (lecture N1)"""

    edits = {"h = np.maximum(x, 0)": "x[x < 0] = 0\nh = x"}


class relu_overwrites_the_cache:
    """Your relu_backward turns the x in the cache into zeros and ones. The cache is not yours alone: the x in it is the output of
    the layer before, which is still needed. Make a mask beside it: x > 0. (lecture B5)"""

    edits = {"return dh * np.greater(x, 0)": "x[x <= 0] = 0\nx[x > 0] = 1\nreturn dh * x"}


class relu_almost_zero:
    """Your ReLU has a tiny number where 0 belongs. A rectifier is exactly 0 on its closed side, and its gradient too: nothing
    is divided by it, so nothing has to be kept from being 0. (lecture N1)"""

    edits = (
        {"np.maximum(x, 0)": "np.maximum(x, 1e-10)"},
        {"np.greater(x, 0)": "np.where(x > 0, 1, 1e-10)"},
        {"np.maximum(x, 0)": "np.maximum(x, 1e-10)", "np.greater(x, 0)": "np.where(x > 0, 1, 1e-10)"},
    )


class two_dimensions_only:
    """Your ReLU goes through rows and columns, so it stops at anything that is not a table: a single vector, or a batch of images.
    NumPy compares all entries at once, whatever the shape: np.maximum, x > 0. (lecture N1)"""

    edits = {
        "h = np.maximum(x, 0)": """
            h = np.zeros_like(x)
            for i in range(x.shape[0]):
                for j in range(x.shape[1]):
                    if x[i, j] > 0:
                        h[i, j] = x[i, j]
        """
    }


class one_cache_for_all:
    """Your caches are one object that every forward pass overwrites, so a second layer wipes out what the first has kept.
    Return a new value as the cache in each forward pass. (lecture N3)"""

    edits = {
        "sigmoid_forward": {"return h, h": "return h, keep(h)"},
        "sigmoid_backward": {"h = cache": "h = cache[0]"},
        "tanh_forward": {"return h, h": "return h, keep(h)"},
        "tanh_backward": {"h = cache": "h = cache[0]"},
        "return h, x": "return h, keep(x)",
        "x = cache": "x = cache[0]",
    }

    def keep(value, kept=[None]):
        kept[0] = value
        return kept


class tanh_with_the_square_outside:
    """Your tanh_backward is dh (1 - h)^2; the derivative of tanh is 1 - h^2: only h is squared. With h = -1 yours would be 4,
    although tanh is flat there. (lecture B5)"""

    edits = {"dh * (1 - h**2)": "dh * (1 - h) ** 2"}


class relu_leaks:
    """Your ReLU lets a little through where x is negative. That is its variant, the leaky ReLU; the ReLU that is asked for is
    exactly 0 there, and so is its derivative. (lecture N2)"""

    edits = tuple(
        {
            "np.maximum(x, 0)": f"np.where(x > 0, x, {slope} * x)",
            "dh * np.greater(x, 0)": f"dh * np.where(x > 0, 1, {slope})",
        }
        for slope in ("0.01", "0.1", "0.2")
    )


class relu_opens_late:
    """Your relu_backward lets the gradient through from a small positive x on. A unit is open as soon as x is above 0, however
    little: compare with x > 0. (lecture B5)"""

    edits = tuple(
        {"np.greater(x, 0)": f"np.greater(x, {least})"} for least in ("1e-3", "1e-6", "1e-8", "1e-10", "1e-12")
    )
