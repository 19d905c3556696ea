"""Complexity, data, penalties and dropout at work (lectures R1 to R16)."""

import numpy as np

from reference_impl.dropout import exact_average
from reference_impl.initialization import normal_init
from reference_impl.losses import mse
from reference_impl.model_selection import polynomial_features, ridge_fit
from reference_impl.networks import mlp_loss
from reference_impl.optimizers import sgd_step
from reference_impl.penalties import l1_optimum, l2_optimum


def complexity_errors(rng, degrees=range(13), examples=15, noise=0.2, lam=0.0):
    """Training and validation error of polynomials of rising degree: the U of the second (lectures R1 R2).

    The truth is sin(2 pi x) on [0, 1]; the validation set has 500 examples.

    Returns:
        train, validation: mean squared errors, each (len(degrees),).
    """
    x, x_val = rng.random(examples), rng.random(500)
    y, y_val = (np.sin(2 * np.pi * v) + rng.normal(0, noise, len(v)) for v in (x, x_val))
    errors = []
    for degree in degrees:
        w = ridge_fit(polynomial_features(x, degree), y, lam)
        errors.append([mse(polynomial_features(v, degree) @ w, t)[0] for v, t in ((x, y), (x_val, y_val))])
    return tuple(np.array(errors).T)


def norm_paths(H_diag, theta_star, lams):
    """Optimum under L2 and under L1 as lam grows: L2 shrinks, L1 also sets to zero (lectures R4 R5).

    Returns:
        l2, l1: each (len(lams), n).
    """
    l2 = [l2_optimum(np.diag(H_diag), theta_star, lam) for lam in lams]
    l1 = [l1_optimum(H_diag, theta_star, lam) for lam in lams]
    return np.array(l2), np.array(l1)


def factor_gaps(rng, repeats=50):
    """Each of three factors makes the gap between the two errors wider or closes it (lectures R13).

    From a polynomial of degree 9 on 15 examples: fewer parameters, a smaller range of values (by a penalty), more
    examples.

    Returns:
        dict from the factor that was changed to the median gap between validation and training error.
    """
    settings = {
        "as it is": (9, 0.0, 15),
        "fewer parameters": (3, 0.0, 15),
        "smaller values": (9, 1e-4, 15),
        "more examples": (9, 0.0, 150),
    }
    gaps = {}
    for name, (degree, lam, examples) in settings.items():
        errors = [complexity_errors(rng, [degree], examples, lam=lam) for _ in range(repeats)]
        gaps[name] = float(np.median([(validation - train)[0] for train, validation in errors]))
    return gaps


def how_simple(w):
    """Three answers to what a simple linear model w . x is (lectures R14).

    Returns:
        features: how many inputs it looks at; norm: |w|; change: how far w . x moves at most when x moves by a length
        of 1, which is |w| again.
    """
    norm = np.linalg.norm(w)
    return np.count_nonzero(w), norm, abs(w @ w) / norm if norm else 0.0


def peaky_and_diffuse(n=4):
    """Weights on one input, and weights on all of n: alike on equal inputs, and L2 prefers the second (lectures R15).

    Returns:
        dict from "peaky" and "diffuse" to the answer on ones, |w|^2 and |w|_1: L1 has no preference.
    """
    weights = {"peaky": np.eye(n)[0], "diffuse": np.full(n, 1 / n)}
    return {name: (w.sum(), (w**2).sum(), np.abs(w).sum()) for name, w in weights.items()}


def capacity_or_data(draw, rng, hidden=(60, 2), examples=(60, 600), steps=400, lr=0.5):
    """The same gap, closed by fewer hidden units or by more data (lectures R16).

    Args:
        draw: draw(n, rng) -> x, y; the validation set has 1000 examples.
        hidden, examples: many and few units, few and many examples.
    Returns:
        dict from "as it is", "fewer hidden units", "more data" to the gap between validation and training loss.
    """
    validation = draw(1000, rng)
    settings = {
        "as it is": (hidden[0], examples[0]),
        "fewer hidden units": (hidden[1], examples[0]),
        "more data": (hidden[0], examples[1]),
    }
    gaps = {}
    for name, (units, n) in settings.items():
        x, y = draw(n, rng)
        params = {"W1": normal_init((units, x.shape[1]), x.shape[1] ** -0.5, rng), "b1": np.zeros(units)}
        params |= {"W2": normal_init((2, units), units**-0.5, rng), "b2": np.zeros(2)}
        for _ in range(steps):
            train_loss, grads = mlp_loss(params, x, y, 0.0)
            params = {key: sgd_step(params[key], grads[key], lr) for key in params}
        gaps[name] = float(mlp_loss(params, *validation, 0.0)[0] - train_loss)
    return gaps


def ensemble_convergence(w, x, p, masks, rng):
    """Running mean over sampled masks beside the exact average over all 2^n (lectures R8 R9).

    Returns:
        running: (masks,), exact: a number.
    """
    kept = rng.random((masks, len(x))) >= p
    outputs = kept @ (w * x) / (1 - p)
    return np.cumsum(outputs) / np.arange(1, masks + 1), exact_average(w, x, p)[0]
