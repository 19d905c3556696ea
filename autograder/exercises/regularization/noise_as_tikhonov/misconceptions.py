"""Known-wrong noisy least squares, and what of a random answer tells them apart."""

import numpy as np

from autograder.grading.diagnosis import near


class variance_for_the_deviation:
    """You scale the noise by std squared. Standard normal numbers times std have the standard deviation std, and the
    variance std squared. (lecture R10)"""

    edits = {"std * rng": "std**2 * rng"}


class uniform_noise:
    """Your noise is uniform between -std and std, whose standard deviation is only std / sqrt(3). Use normal numbers
    times std. (lecture R10)"""

    edits = {"rng.standard_normal((copies, *X.shape))": "rng.uniform(-1, 1, (copies, *X.shape))"}


class noise_from_zero_to_one:
    """Your noise is uniform between 0 and std (rng.random): it is never negative, so it does not only shake the inputs
    but moves them. Use rng.standard_normal. (lecture R10)"""

    edits = {"rng.standard_normal((copies, *X.shape))": "rng.random((copies, *X.shape))"}


class same_noise_in_every_copy:
    """You draw the noise once and repeat it, so a thousand copies say what one says. Every copy has its own noise.
    (lecture R10)"""

    edits = {"rng.standard_normal((copies, *X.shape))": "np.repeat(rng.standard_normal((1, *X.shape)), copies, axis=0)"}


class same_noise_for_every_example:
    """All examples of a copy are moved together, by one row of noise. Draw a number for each element of X. (lecture
    R10)"""

    edits = {"rng.standard_normal((copies, *X.shape))": "rng.standard_normal((copies, 1, X.shape[1]))"}


class same_noise_for_every_feature:
    """All features of an example get the same noise, one number for each row. Draw a number for each element of X.
    (lecture R10)"""

    edits = {"rng.standard_normal((copies, *X.shape))": "rng.standard_normal((copies, len(X), 1))"}


class clean_data_among_the_copies:
    """You fit the data without noise beside the noisy copies. Asked for are `copies` noisy ones and nothing else: the
    clean rows weaken the penalty, most where the copies are few. (lecture R10)"""

    edits = {
        "noisy = (X + noise).reshape(-1, X.shape[1])": "noisy = np.concatenate([X, *(X + noise)])",
        "np.tile(y, copies)": "np.tile(y, copies + 1)",
    }


class mean_of_the_copies:
    """You average the noisy copies and fit once to the mean: there the noise has cancelled, and with it its penalty. Stack
    the copies to one tall matrix. (lecture R10)"""

    edits = {
        "np.linalg.lstsq(noisy, np.tile(y, copies), rcond=None)": "np.linalg.lstsq((X + noise).mean(axis=0), y, rcond=None)"
    }


class last_copy_only:
    """Each copy is fitted by itself and only the last fit is returned. One copy knows little of the noise: fit all copies
    together. (lecture R10)"""

    edits = {
        "np.linalg.lstsq(noisy, np.tile(y, copies), rcond=None)": "np.linalg.lstsq((X + noise)[-1], y, rcond=None)"
    }


class noise_in_proportion:
    """You multiply X by 1 + noise, so large inputs are shaken more than small ones. Here noise is added, of the same
    size everywhere: that is what makes it a penalty on |w|^2. (lecture R10)"""

    edits = {"(X + noise)": "(X + X * noise)"}


class noise_on_the_targets:
    """You put noise on the targets, too. Noise on y averages out and changes nothing about the fit; it is the noise
    on the inputs that shrinks w. (lecture R10)"""

    edits = {"np.tile(y, copies)": "np.tile(y, copies) + std * rng.standard_normal(copies * len(y))"}


class noise_on_the_targets_only:
    """You put the noise on the targets and leave the inputs alone. Noise on y averages out; the noise on X is what
    acts like a penalty. (lecture R10)"""

    edits = {
        "(X + noise)": "(X + 0 * noise)",
        "np.tile(y, copies)": "np.tile(y, copies) + std * rng.standard_normal(copies * len(y))",
    }


class mean_of_many_fits:
    """You fit each copy by itself and average the weights. Asked for is one fit to all copies together: stack them to
    one tall matrix. Only then do the noise's squares add up to a penalty. (lecture R10)"""

    edits = {
        "return np.linalg.lstsq(noisy, np.tile(y, copies), rcond=None)[0]": "return np.mean([np.linalg.lstsq(x, y, rcond=None)[0] for x in X + noise], axis=0)"
    }


class targets_in_another_order:
    """Rows and targets stand in different orders, the ones copy by copy and the others example by example: np.repeat
    gives y0 y0 y1 y1, np.tile y0 y1 y0 y1. Every row needs its own target. (lecture R10)"""

    edits = (
        {"np.tile(y, copies)": "np.repeat(y, copies)"},
        {"(X + noise).reshape": "(X + noise).swapaxes(0, 1).reshape"},
    )


class own_generator:
    """You make a generator inside and leave `rng` alone: every call has the same noise. (lecture R10)"""

    edits = {"std * rng.standard_normal": "std * np.random.default_rng(0).standard_normal"}


class deviation_for_the_penalty:
    """Your equivalent lam is std. The penalty is as strong as the noise's *variance*: E[(noise . w)^2] is std^2 |w|^2.
    (lecture R10)"""

    edits = {"return std**2": "return std"}


class half_the_variance:
    """Your equivalent lam is std^2 / 2. Loss and penalty both carry the half in ridge_fit, so it cancels. (lecture
    R10)"""

    edits = {"return std**2": "return std**2 / 2"}


class twice_the_variance:
    """Your equivalent lam is 2 std^2. Loss and penalty both carry the half in ridge_fit, so it cancels. (lecture
    R10)"""

    edits = {"return std**2": "return 2 * std**2"}


class noise_added_in_place:
    """Your weights are right, but you add the noise to X itself (`+=`), and the caller's inputs are noisy from then
    on. Make a new array. (lecture R10)"""

    edits = {
        "return np.linalg.lstsq(noisy, np.tile(y, copies), rcond=None)[0]": """
            w = np.linalg.lstsq(noisy, np.tile(y, copies), rcond=None)[0]
            X += noise[0]
            return w
        """
    }


class penalty_for_the_noise:
    """You draw no noise at all and fit with the penalty that acts like it. Asked for is the experiment itself: noisy copies,
    and least squares without a penalty. (lecture R10)"""

    edits = {
        "return np.linalg.lstsq(noisy, np.tile(y, copies), rcond=None)[0]": "return np.linalg.solve(X.T @ X / len(X) + std**2 * np.eye(X.shape[1]), X.T @ y / len(X))"
    }


class penalty_besides_the_noise:
    """You fit the noisy copies with a penalty besides. The noise is the penalty: fit by least squares, without any. (lecture
    R10)"""

    edits = {
        "return np.linalg.lstsq(noisy, np.tile(y, copies), rcond=None)[0]": "return np.linalg.solve(noisy.T @ noisy / len(noisy) + std**2 * np.eye(X.shape[1]), noisy.T @ np.tile(y, copies) / len(noisy))"
    }


class noise_upon_noise:
    """Each of your copies is made from the copy before, so that the noise piles up. All are made from X, with noise of the
    same size. (lecture R10)"""

    edits = {"(X + noise)": "(X + noise.cumsum(axis=0))"}


def observe_noisy_least_squares(arguments, result):
    """w as it is without noise or for y = 0, about what it is for much noise, and its shape otherwise."""
    w, y = np.asarray(result), np.asarray(arguments["y"])
    if arguments["std"] == 0 or not y.any():
        return w
    if arguments["copies"] * len(y) < 1000:
        return w.shape, bool(np.abs(w).max() > 1e-12)
    return [near(value, 0.1) for value in w]
