"""Known-wrong errors of a gradient."""

import numpy as np

DRAW, UNIT = "v = rng.normal(size=x.shape)", "v = v / np.linalg.norm(v)"
SLOPE = "(f(x + eps * v) - f(x - eps * v)) / (2 * eps)"
RELATIVE = "np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12)"
BOTH = """
v = rng.normal(size=x.shape)
v = v / np.linalg.norm(v)
"""


class one_sided_difference:
    """You compare f(x + eps v) with f(x): a one-sided difference, whose error shrinks like eps. Going to both sides costs
    as many calls and the error shrinks like eps squared. (lecture B1)"""

    edits = {SLOPE: "(f(x + eps * v) - f(x)) / eps"}


class divided_by_one_eps:
    """You divide by eps, but from x - eps v to x + eps v it is 2 eps: every slope comes out twice too large. (lecture
    B1)"""

    edits = {"/ (2 * eps)": "/ eps"}


class directions_not_of_length_one:
    """Your directions are as long as they were drawn, about the root of the number of entries. Divide them by their
    length: then a step is eps long, for two entries and for two million. (lecture B1)"""

    edits = {UNIT: "v = v"}


class every_entry_of_length_one:
    """Your steps move every entry by eps. A direction as a whole has length 1: divide it by the root of the sum of its
    squares. (lecture B1)"""

    edits = {UNIT: "v = np.sign(v)"}


class one_entry_at_a_time:
    """Each of your directions moves a single entry, the first, then the second. That checks one entry of the gradient
    each; a random mixture of all entries checks all of them at once. (lecture B1)"""

    edits = {BOTH: "v = np.zeros(x.size)\nv[len(errors) % x.size] = 1.0\nv = v.reshape(x.shape)"}


class only_positive_directions:
    """You draw directions from 0 to 1, so all of them lie around the diagonal, and errors that cancel in the sum go
    unseen. Draw both signs: rng.normal. (lecture B1)"""

    edits = {DRAW: "v = rng.random(size=x.shape)"}


class one_direction_for_all:
    """You draw one direction, before the loop, and try it again and again. Draw a new one each time. (lecture B1)"""

    edits = {
        "errors = []": "errors = []\nv = rng.normal(size=x.shape)",
        BOTH: "v = v / np.linalg.norm(v)",
    }


class generator_of_its_own:
    """You make a generator inside. Then every call tries the same directions, and whoever calls cannot repeat them or
    choose others. Draw from the `rng` that comes in. (lecture B1)"""

    edits = {DRAW: "v = np.random.default_rng(len(errors)).normal(size=x.shape)"}


class eps_ignored:
    """Your step is always 1e-5; the argument is never used. (lecture B1)"""

    edits = {SLOPE: "(f(x + 1e-5 * v) - f(x - 1e-5 * v)) / (2 * 1e-5)"}


class directions_ignored:
    """You always try three directions; the argument is never used. (lecture B1)"""

    edits = {"range(directions)": "range(3)"}


class mean_of_the_errors:
    """You return the mean of the errors. One direction that is wrong is enough: return the largest. (lecture B1)"""

    edits = {"np.max(errors)": "np.mean(errors)"}


class last_error_alone:
    """You return the error of the last direction. Keep all of them, and return the largest. (lecture B1)"""

    edits = {"np.max(errors)": "errors[-1]"}


class smallest_error:
    """You return the smallest error. One direction that is wrong is enough: return the largest. (lecture B1)"""

    edits = {"np.max(errors)": "np.min(errors)"}


class nan_passed_over:
    """Your running maximum begins at a number, and nothing is ever larger than nan: a gradient full of nan has the error
    0. Collect the errors and take np.max, which gives nan. (lecture B1)"""

    edits = {
        "errors = []": "worst = 0.0",
        f"errors.append({RELATIVE})": f"worst = max(worst, {RELATIVE})",
        "np.max(errors)": "worst",
    }


class absolute_error:
    """Your error is |a - b|, which means nothing without the size of a and b: 0.001 is much for a slope of 0.001 and
    nothing for one of a million. Divide by |a| + |b|. (lecture B1)"""

    edits = {RELATIVE: "np.abs(a - b)"}


class relative_to_one_of_the_two:
    """You divide by one of the two slopes. Then the error depends on which one is wrong, and has no largest value: divide by
    |a| + |b|. (lecture B1)"""

    edits = (
        {RELATIVE: "np.abs(a - b) / np.maximum(np.abs(a), 1e-12)"},
        {RELATIVE: "np.abs(a - b) / np.maximum(np.abs(b), 1e-12)"},
    )


class relative_to_the_larger:
    """You divide by the larger of the two slopes. Here it is by their sum, |a| + |b|, so that the error is at most 1.
    (lecture B1)"""

    edits = {RELATIVE: "np.abs(a - b) / max(np.abs(a), np.abs(b), 1e-12)"}


class relative_to_the_sum_with_signs:
    """You divide by |a + b|. Slopes of opposite signs cancel there: divide by |a| + |b|. (lecture B1)"""

    edits = {RELATIVE: "np.abs(a - b) / np.maximum(np.abs(a + b), 1e-12)"}


class sign_kept:
    """Your error is a - b with its sign, and the largest of such numbers may be a small one. Take |a - b|. (lecture
    B1)"""

    edits = {"np.abs(a - b)": "(a - b)"}


class relative_to_the_mean:
    """You divide by the mean of |a| and |b|, so that your errors go up to 2. What is divided by is their sum. (lecture
    B1)"""

    edits = {"np.abs(a) + np.abs(b), 1e-12": "(np.abs(a) + np.abs(b)) / 2, 1e-12"}


class squared_difference:
    """You square a - b and divide by |a| + |b|, which has the unit of a slope and not its square. Take the absolute value.
    (lecture B1)"""

    edits = {"np.abs(a - b)": "(a - b) ** 2"}


class multiplied_where_it_is_divided:
    """You write / 2 * eps, and Python goes from left to right: that multiplies by eps. Both are divided by: / (2 * eps).
    (lecture B1)"""

    edits = {"/ (2 * eps)": "/ 2 * eps"}


class zero_by_zero:
    """Where f is flat and the gradient says so, you divide 0 by 0. max(|a| + |b|, 1e-12) is never 0. (lecture B1)"""

    edits = {RELATIVE: "np.abs(a - b) / (np.abs(a) + np.abs(b))"}


class small_number_added:
    """You add 1e-12 to |a| + |b|. Here the larger of the two is taken: max(|a| + |b|, 1e-12). (lecture B1)"""

    edits = {RELATIVE: "np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-12)"}


class divisor_kept_too_large:
    """What you divide by is never less than 1e-8, or than eps. For slopes below that every error then looks small: here
    it is 1e-12, max(|a| + |b|, 1e-12). (lecture B1)"""

    edits = ({RELATIVE: RELATIVE.replace("1e-12", "1e-8")}, {RELATIVE: RELATIVE.replace("1e-12", "eps")})


class average_along_the_direction:
    """Your b is a mean, not a sum. What f gains along v is the sum of what each entry adds: (grad * v).sum(). (lecture
    B1)"""

    edits = {"(grad * v).sum()": "(grad * v).mean()"}


class gradient_without_a_direction:
    """Your b is the sum, or the length, of the gradient. The slope along v weighs each entry by what v moves it:
    (grad * v).sum(). (lecture B1)"""

    edits = ({"(grad * v).sum()": "grad.sum()"}, {"(grad * v).sum()": "np.linalg.norm(grad)"})


class f_given_a_flat_array:
    """You hand f a flattened x. A function that multiplies x by a matrix, say, needs the shape. (lecture B1)"""

    edits = {SLOPE: "(f((x + eps * v).ravel()) - f((x - eps * v).ravel())) / (2 * eps)"}


class step_rounded_in_float32:
    """Your direction, and x + eps v with it, has the dtype of x. A float32 near 100 has no room for a step of 0.00001.
    Keep the direction in float64. (lecture B1)"""

    edits = {UNIT: "v = (v / np.linalg.norm(v)).astype(x.dtype)"}


class x_moved_in_place:
    """You move x itself. + eps, - 2 eps, + eps does not come back exactly, so the caller's x has changed in its last
    digits after the call. (lecture B1)"""

    edits = {
        f"a = {SLOPE}": """
            x += eps * v
            above = f(x)
            x -= 2 * eps * v
            a = (above - f(x)) / (2 * eps)
            x += eps * v
        """
    }


class pythons_max:
    """You take Python's max of the errors. It compares one after the other, and nan is not larger than anything: behind a
    number it is passed over. np.max gives nan wherever one is. (lecture B1)"""

    edits = {"np.max(errors)": "max(errors)"}


class divided_by_another_length:
    """You divide a direction by something that is not its length. The length is the root of the sum of all squares, one
    number for the whole direction: np.linalg.norm(v). (lecture B1)"""

    edits = (
        {UNIT: "v = v / (v**2).sum()"},
        {UNIT: "v = v / np.abs(v).sum()"},
        {UNIT: "v = v / np.abs(v).max()"},
        {UNIT: "v = v / np.linalg.norm(v, axis=-1, keepdims=True)"},
    )


class matrix_product_for_the_sum:
    """You multiply grad and v as matrices. For vectors that is the sum of their products; for arrays with more axes it is
    not, and mostly does not even fit. (grad * v).sum() is right for any shape. (lecture B1)"""

    edits = ({"(grad * v).sum()": "np.dot(grad, v)"}, {"(grad * v).sum()": "(grad @ v)"})


class products_not_added_up:
    """Your b is the array of the products grad * v, each of which you compare with the whole slope. What f gains along v
    is the sum of what each entry adds: (grad * v).sum(). (lecture B1)"""

    edits = {"(grad * v).sum()": "(grad * v)"}
