"""Known-wrong predictions to second order."""

import numpy as np

TERM = "eps**2 / 2 * (g @ H @ g)"


class eps_not_squared:
    """Your last term has no eps^2. On one of the slides it is missing too; but the step -eps g stands on both sides of
    H, so its length comes in twice. (lecture O7)"""

    edits = {TERM: "0.5 * (g @ H @ g)"}


class eps_once:
    """Your last term has eps where eps^2 belongs. The step -eps g stands on both sides of H, so its length comes in
    twice. (lecture O7)"""

    edits = {TERM: "eps / 2 * (g @ H @ g)"}


class half_forgotten:
    """Your last term lacks the 1/2 of Taylor's formula. With it the model is lowest where its slope, -g g + eps g H g,
    is 0. (lecture O7)"""

    edits = {TERM: "eps**2 * (g @ H @ g)"}


class first_order_only:
    """You stop after the first order, -eps g g: any step then helps, and a longer one helps more. The second term
    says how the slope changes on the way. (lecture O7)"""

    edits = {f" + {TERM}": ""}


class curvature_lowers:
    """Your last term has a minus. Positive curvature bends the curve up and makes the step worse than its slope
    promises. (lecture O7)"""

    edits = {f" + {TERM}": f" - {TERM}"}


class step_uphill:
    """Your first term is positive. The step goes against the gradient, -eps g, and so the loss falls by eps g g to
    first order. (lecture O7)"""

    edits = {"-eps * (g @ g)": "eps * (g @ g)"}


class length_not_squared:
    """Your first term has the length of g where its square g g belongs: one g is the slope, the other one is the step.
    (lecture O7)"""

    edits = {"-eps * (g @ g)": "-eps * np.sqrt(g @ g)"}


class only_the_diagonal:
    """You use the diagonal of H alone. The other entries say how one parameter's slope changes as another one moves,
    and g H g has all of them. (lecture O7)"""

    edits = {TERM: "eps**2 / 2 * (np.diag(H) @ g**2)", "curvature = g @ H @ g": "curvature = np.diag(H) @ g**2"}


class entries_multiplied:
    """You multiply g * H * g entry by entry and add up. NumPy lays g along the columns both times, so that this is the
    sum of H_ij g_j^2. In g H g each H_ij stands between g_i and g_j: g @ H @ g. (lecture O7)"""

    edits = {TERM: "eps**2 / 2 * (g * H * g).sum()", "curvature = g @ H @ g": "curvature = (g * H * g).sum()"}


class curvature_not_looked_at:
    """You divide by g H g whatever its sign. Where the curvature is negative that is a step back uphill, and where it
    is 0 a division by 0: the model then falls for ever, and no finite step is best. (lecture O7)"""

    edits = (
        {" if curvature > 0 else np.inf": ""},
        {"g @ g / curvature if curvature > 0 else np.inf": "float(g @ g) / float(curvature)"},
    )


class only_zero_is_asked_about:
    """You return infinity where g H g is 0, and divide by it where it is negative. A negative step goes back uphill:
    where the model bends down no finite step is best either. (lecture O7)"""

    edits = {"if curvature > 0 else np.inf": "if curvature != 0 else np.inf"}


class zero_divides:
    """You return infinity where g H g is negative, and divide by it where it is 0. Without a gradient that is 0 divided
    by 0, no number: ask whether it is above 0. (lecture O7)"""

    edits = {"if curvature > 0 else np.inf": "if not curvature < 0 else np.inf"}


class small_curvature_taken_for_none:
    """You take a g H g below some small number for 0. g stands in it twice, so near a minimum it is tiny however much
    the model bends, and g g is as tiny: ask whether it is above 0 exactly. (lecture O7)"""

    edits = ({"curvature > 0": "curvature > 1e-12"}, {"curvature > 0": "curvature > 1e-8"})


class small_number_added:
    """You add a small number to g H g. g stands in it twice, so near a minimum that number is most of the sum. Nothing
    has to be added: where g H g is 0 the answer is infinity. (lecture O7)"""

    edits = ({"g @ g / curvature": "g @ g / (curvature + 1e-8)"}, {"g @ g / curvature": "g @ g / (curvature + 1e-12)"})


class bends_down_the_same:
    """You take the absolute value of the curvature. Where the curve bends down a longer step is always better: the
    answer is infinite, not finite. (lecture O7)"""

    edits = (
        {"curvature = g @ H @ g": "curvature = abs(g @ H @ g)"},
        {"curvature = g @ H @ g": "curvature = abs(g @ H @ g)", " if curvature > 0 else np.inf": ""},
    )


class zero_curvature_as_on_the_slide:
    """Without curvature you return g g, as the slide does. The model is a straight line then, and on a line that goes
    down no finite step is best: return np.inf. (lecture O7)"""

    edits = {"np.inf": "g @ g"}


class stays_where_it_bends_down:
    """Where the curvature is not positive you return 0, no step at all. The model falls without end there: the best step
    is infinite, np.inf. (lecture O7)"""

    edits = {"np.inf": "0.0"}


class upside_down:
    """Your best step is g H g / g g: the fraction is upside down. Strong curvature asks for a short step. (lecture
    O7)"""

    edits = {"g @ g / curvature": "curvature / (g @ g)"}


class largest_eigenvalue:
    """You return 1 over the largest eigenvalue of H. That is a step that is never too long, whatever the direction;
    along this g the curvature is g H g / g g, and the best step is 1 over that. (lecture O7)"""

    edits = {"g @ g / curvature if": "1 / np.linalg.eigvalsh(H).max() if"}


class asks_for_a_bowl:
    """You return infinity unless H bends up in every direction. Only the curvature along g matters for this step: the
    sign of g H g. (lecture O7)"""

    edits = {"if curvature > 0": "if (np.linalg.eigvalsh(H) > 0).all()"}


class gradient_changed_in_place:
    """Your numbers are right, but you scale the gradient itself (`g *= eps`). It is not yours: whoever called still
    needs it, to take the step. Make a new array. (lecture O7)"""

    edits = {
        f"return -eps * (g @ g) + {TERM}": "g *= eps\nreturn -(g @ g) / eps + (g @ H @ g) / 2 if eps else 0.0",
    }


class where_the_gain_is_lost:
    """Your step is twice the best one: there the model is as high again as where it began. The slope of the parabola, -g g + eps
    g H g, is 0 half-way. (lecture O7)"""

    edits = {"g @ g / curvature if": "2 * (g @ g) / curvature if"}


class one_over_the_curvature:
    """Your step is 1 / g H g. The slope -g g + eps g H g is 0 where eps is g g over g H g; the two agree for a g of length 1 alone.
    (lecture O7)"""

    edits = {"g @ g / curvature if": "1 / curvature if"}


class large_number_for_infinite:
    """Where no finite step is best you return a large number, or minus infinity. Longer is better without end there: np.inf.
    (lecture O7)"""

    edits = tuple({"else np.inf": f"else {number}"} for number in ("-np.inf", "1e6", "1e8", "1e9", "1e10", "1e12"))


class determinant_asked:
    """You ask whether the determinant of H is positive. It is also where two directions bend down, and it is not at every
    saddle: what this step meets is the curvature along g, the sign of g H g. (lecture O7)"""

    edits = {"if curvature > 0": "if np.linalg.det(H) > 0"}
