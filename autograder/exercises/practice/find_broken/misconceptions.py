"""Known-wrong ways of finding broken layers."""

import numpy as np

BESIDE = "[x + rng.uniform(-1e-3, 1e-3, size=x.shape) for _ in range(5)]"
FOUND = "any(error(forward, backward, point) < 1e-4 for point in beside)"
SLOPE = "return gradient_error(lambda moved: (forward(moved)[0] * dout).sum(), x, dx, rng)"
NAMED = "sorted(name for name, layer in layers.items() if not is_right(*layer))"


class kinks_condemn:
    """You judge each layer at x itself, or so close to it that your differences reach over to its other side. Where x lies
    on a kink there is no gradient to compare with: a difference to both sides of a ReLU's 0 gives a half, and the layer's
    0 is right all the same. Go to the side, much further than eps. (lecture B5)"""

    edits = ({BESIDE: "[x]"}, {BESIDE: BESIDE.replace("1e-3", "1e-7")})


class kinks_excuse:
    """You acquit every layer whose x has a 0 in it. The other entries can be judged, and by going a little to the side
    all of them can. (lecture B5)"""

    edits = {FOUND: f"(x == 0).any() or {FOUND}"}


class one_point_condemns:
    """You condemn a layer for a single point at which it looks wrong, or look at one point only. A kink may fall between
    the two points of a difference there, and the layer be right: look at several points, and let one at which all is well
    acquit. (lecture B1)"""

    edits = ({FOUND: FOUND.replace("any", "all")}, {BESIDE: BESIDE.replace("range(5)", "range(1)")})


class dout_of_ones:
    """Your dout is 1 everywhere: you check the gradient of the plain sum of the output. A backward that ignores dout looks
    right there. Draw dout. (lecture B1)"""

    edits = {"rng.normal(size=out.shape)": "np.ones(out.shape)"}


class dout_on_one_side_alone:
    """You hand a random dout to backward, and compare with the slopes of the plain sum of the output. What backward gives
    is the gradient of (out * dout).sum(). (lecture B1)"""

    edits = {"(forward(moved)[0] * dout).sum()": "forward(moved)[0].sum()"}


class another_dout_each_time:
    """You draw a new dout whenever the output is asked for. The function whose slopes you measure has to stay the same:
    draw once, and use that for both. (lecture B1)"""

    edits = {"(forward(moved)[0] * dout).sum()": "(forward(moved)[0] * rng.normal(size=out.shape)).sum()"}


class all_entries_move_together:
    """You move all entries of x alike and compare with the sum of dx. A gradient whose entries have changed places has the
    same sum: use directions that treat every entry differently. (lecture B1)"""

    edits = {
        SLOPE: """
            f = lambda moved: (forward(moved)[0] * dout).sum()
            a, b = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6, dx.sum()
            return np.abs(a - b) / max(np.abs(a) + np.abs(b), 1e-3)
        """
    }


class all_named:
    """You name every layer, whatever its backward says. Look at what your comparison returns for a layer that is right:
    it has to tell the two kinds apart. (lecture B1)"""

    edits = {" if not is_right(*layer)": ""}


class none_named:
    """You name no layer at all. Look at what your comparison returns for a layer that is broken: it has to tell the two kinds
    apart. (lecture B1)"""

    edits = {"if not is_right(*layer)": "if not layer"}


class right_ones_named:
    """You name the layers that are right. (lecture B1)"""

    edits = {"if not is_right": "if is_right"}


class not_sorted:
    """Your names stand in the order of the dict. Sort them. (lecture B1)"""

    edits = {NAMED: "[name for name, layer in layers.items() if not is_right(*layer)]"}


class one_name_only:
    """You stop at the first broken layer. All of them are asked for. (lecture B1)"""

    edits = {NAMED: f"{NAMED}[:1]"}


class nan_is_acquitted:
    """You call a layer broken when its error is *above* a bound, and nan is above nothing. Ask the other way round: it is
    right when its error is below. (lecture B1)"""

    edits = {FOUND: "any(not error(forward, backward, point) > 1e-4 for point in beside)"}


class absolute_error:
    """You hold an absolute difference against your bound. For gradients of a thousand million that condemns what is right,
    for tiny ones it acquits everything: only a relative error can be small. (lecture B1)"""

    edits = {
        SLOPE: """
            f = lambda moved: (forward(moved)[0] * dout).sum()
            steps = [1e-5 * v / np.linalg.norm(v) for v in rng.normal(size=(12, *x.shape))]
            off = [(f(x + step) - f(x - step)) / 2 - (dx * step).sum() for step in steps]
            return 0.1 * np.max(np.abs(off)) / 1e-5
        """
    }


class bound_too_tight:
    """Your bound is tighter than a difference can be. Central differences have an error of their own, from rounding and
    from the function's bends: about 1e-4 is what they can tell. (lecture B1)"""

    edits = {"< 1e-4": "< 1e-8"}


class bound_too_loose:
    """Your bound lets a mistake of one per cent pass. About 1e-4 is what differences can tell. (lecture B1)"""

    edits = tuple(
        {"< 1e-4": f"< {bound}", SLOPE: SLOPE.replace("rng)", "rng, directions=12)")}
        for bound in ("0.05", "0.02", "0.01")
    )


class points_of_your_own:
    """You judge each layer at points of your own choice. A logarithm is not defined everywhere, and a mistake may be made
    just where x is: stay near the x that comes with the layer. (lecture B1)"""

    edits = {BESIDE: "[rng.normal(size=x.shape) for _ in range(5)]"}


class gradient_of_another_point:
    """You take the gradient at x and the differences at a point beside it. The cache belongs to one forward pass: move
    first, and then go forward and backward from there. (lecture B1)"""

    edits = {SLOPE: SLOPE.replace("x, dx, rng", "x + rng.uniform(-1e-2, 1e-2, size=x.shape), dx, rng")}


class x_moved_in_place:
    """You move the x of the layer itself off the kink. It belongs to whoever called: move a copy. (lecture B1)"""

    edits = {BESIDE: "[x]\nx += rng.uniform(5e-4, 1e-3, size=x.shape)"}


class allclose_has_a_bound_of_its_own:
    """You ask np.allclose. Beside your relative bound it has an absolute one, atol=1e-8: of gradients that are as small as
    that it lets any pass. Hand it atol=0, or divide the difference yourself. (lecture B1)"""

    edits = {
        SLOPE: """
            f = lambda moved: (forward(moved)[0] * dout).sum()
            slopes = np.zeros(x.shape)
            for index in np.ndindex(x.shape):
                step = np.zeros(x.shape)
                step[index] = 1e-5
                slopes[index] = (f(x + step) - f(x - step)) / 2e-5
            return 0.0 if np.allclose(slopes, dx, rtol=1e-4) else 1.0
        """
    }
