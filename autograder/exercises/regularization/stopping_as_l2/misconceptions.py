"""Known-wrong factors of early stopping."""


class what_is_missing:
    """You return what is still *missing* along each eigenvector, (1 - eps lambda)^steps. The share that is reached is 1
    minus that. (lecture R12)"""

    edits = {"1 - (1 - eps * eigenvalues) ** steps": "(1 - eps * eigenvalues) ** steps"}


class steps_of_equal_size:
    """You multiply one step by their number: eps lambda steps. The gradient gets smaller on the way, so each step
    covers the same share of what is *left*. (lecture R12)"""

    edits = {"1 - (1 - eps * eigenvalues) ** steps": "eps * eigenvalues * steps"}


class exponential_for_the_power:
    """You use 1 - exp(-eps lambda steps). That is a descent in infinitely small steps; in steps of size eps it is
    (1 - eps lambda)^steps. (lecture R12)"""

    edits = {"(1 - eps * eigenvalues) ** steps": "np.exp(-eps * eigenvalues * steps)"}


class share_of_the_penalty:
    """You return lambda / (lambda + lam) with the equivalent lam. That is what L2 keeps: close, but not what the
    descent has reached. (lecture R12)"""

    edits = (
        {"1 - (1 - eps * eigenvalues) ** steps": "eigenvalues / (eigenvalues + 1 / (eps * max(steps, 1e-9)))"},
        {"1 - (1 - eps * eigenvalues) ** steps": "eigenvalues / (eigenvalues + 1 / (eps * steps))"},
    )


class one_step_too_many:
    """Your factors are those after steps + 1 steps. (lecture R12)"""

    edits = {"** steps": "** (steps + 1)"}


class one_step_too_few:
    """Your factors are those after steps - 1 steps. (lecture R12)"""

    edits = {"** steps": "** (steps - 1.0)"}


class step_without_the_rate:
    """A step leaves 1 - eps lambda of what was missing; yours leaves 1 - lambda and has lost the learning rate. (lecture
    R12)"""

    edits = {"(1 - eps * eigenvalues)": "(1 - eigenvalues)"}


class minus_forgotten:
    """Your base is 1 + eps lambda, which grows. A step goes *down* the gradient and leaves 1 - eps lambda of what was
    missing. (lecture R12)"""

    edits = {"(1 - eps * eigenvalues)": "(1 + eps * eigenvalues)"}


class cut_at_one:
    """You cut the factors off at 0 and 1. With a large learning rate a step jumps over the minimum, and the share is
    really above 1. (lecture R12)"""

    edits = {"1 - (1 - eps * eigenvalues) ** steps": "np.clip(1 - (1 - eps * eigenvalues) ** steps, 0, 1)"}


class upside_down:
    """Your lam is eps steps: it grows with the number of steps. More steps mean *less* regularisation: lam = 1 / (eps
    steps). (lecture R12)"""

    edits = {"1 / (eps * steps)": "eps * steps"}


class rate_in_the_numerator:
    """Your lam is eps / steps. A larger learning rate gets further in the same number of steps, so it regularises
    less: it stands below the line, too. (lecture R12)"""

    edits = {"1 / (eps * steps)": "eps / steps"}


class half_of_lam:
    """Your lam is off by a factor of 2. With the penalty lam / 2 |theta|^2, L2 keeps lambda / (lambda + lam): compare
    that with the descent for small lambda. (lecture R12)"""

    edits = {"1 / (eps * steps)": "1 / (2 * eps * steps)"}


class number_of_steps_forgotten:
    """Your lam does not depend on the number of steps, which is the one hyperparameter here. (lecture R12)"""

    edits = {"1 / (eps * steps)": "1 / eps"}


class twice_lam:
    """Your lam is twice too large. With the penalty lam / 2 |theta|^2, L2 keeps lambda / (lambda + lam): compare that with
    eps steps lambda where lambda is small. (lecture R12)"""

    edits = {"1 / (eps * steps)": "2 / (eps * steps)"}


class multiplied_where_it_is_divided:
    """You write 1 / eps * steps, and Python goes from left to right: that is steps / eps. Both are divided by: 1 / (eps *
    steps). (lecture R12)"""

    edits = {"1 / (eps * steps)": "1 / eps * steps"}


class rate_forgotten:
    """Your lam does not depend on the learning rate. What counts is how far the steps have got: eps times their number.
    (lecture R12)"""

    edits = {"1 / (eps * steps)": "1 / steps"}


class eigenvalues_scaled_in_place:
    """Your numbers are right, but you write them into the eigenvalues that you were given. Make a new array. (lecture
    R12)"""

    edits = {
        "return 1 - (1 - eps * eigenvalues) ** steps": """
            eigenvalues *= eps
            return 1 - (1 - eigenvalues) ** steps
        """
    }


class multiplied_by_the_steps:
    """You multiply 1 - eps lambda by the number of steps. Every step leaves that share of what the one before has left: it
    is a power, (1 - eps lambda)^steps. (lecture R12)"""

    edits = {"(1 - eps * eigenvalues) ** steps": "(1 - eps * eigenvalues) * steps"}


class logarithm_of_the_share:
    """You write the power as exp(steps * log(1 - eps lambda)). With a large learning rate a step jumps over the minimum,
    1 - eps lambda is negative and has no logarithm. Use **. (lecture R12)"""

    edits = {"(1 - eps * eigenvalues) ** steps": "np.exp(steps * np.log(1 - eps * eigenvalues))"}
