"""Complexity, data, penalties, dropout, and normalisation at work (lectures R1 to R10, BN5 BN7)."""

import numpy as np

from reference_impl.activations import sigmoid_forward
from reference_impl.batchnorm import batchnorm_mlp_loss, normalize
from reference_impl.dropout import exact_average
from reference_impl.initialization import normal_init
from reference_impl.losses import mse
from reference_impl.model_selection import polynomial_features, ridge_fit
from reference_impl.networks import mlp_loss
from reference_impl.optimizers import sgd_step
from reference_impl.penalties import l1_optimum, l2_optimum
from reference_impl.training import minibatches, train


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


def ensemble_convergence(w, x, p, masks, rng):
    """Running mean over sampled masks beside the exact average over all 2^n (lectures R8 R9).

    Returns:
        running: (masks,), exact: a number.
    """
    kept = rng.random((masks, len(x))) >= p
    outputs = kept @ (w * x) / (1 - p)
    return np.cumsum(outputs) / np.arange(1, masks + 1), exact_average(w, x, p)[0]


def sigmoid_linear_share(scale, rng, examples=1000):
    """How straight a sigmoid is over inputs of this spread, before and after normalising them (lectures BN5).

    Returns:
        raw, normalised: correlation of the sigmoid's input and output; 1 is a straight line.
    """
    x = scale * rng.standard_normal((examples, 1)) + 2 * scale
    pairs = ((z, sigmoid_forward(z)[0]) for z in (x[:, 0], normalize(x)[0][:, 0]))
    return tuple(float(np.corrcoef(z, a)[0, 1]) for z, a in pairs)


def batchnorm_curves(data, rng, lr, std=1.0, hidden=32, epochs=10, batch_size=32):
    """Loss of each iteration of the same network without and with batch normalisation (lectures BN7).

    Args:
        data: x (N, D) and integer labels y (N,); lr: learning rate; std: spread of the first weights.
    Returns:
        plain, normalised: each (iterations,).
    """
    x, y = data
    K, D, seed = int(y.max()) + 1, x.shape[1], int(rng.integers(2**31))
    W1, W2 = normal_init((hidden, D), std, rng), normal_init((K, hidden), std, rng)
    plain = {"W1": W1, "b1": np.zeros(hidden), "W2": W2, "b2": np.zeros(K)}
    _, plain_curve = train(
        plain,
        lambda params, x, y: mlp_loss(params, x, y, 0.0),
        data,
        lambda w, g, state, lr: (sgd_step(w, g, lr), None),
        lr,
        epochs,
        batch_size,
        np.random.default_rng(seed),
    )
    params = {"W1": W1, "gamma": np.ones(hidden), "beta": np.zeros(hidden), "W2": W2, "b2": np.zeros(K)}
    running, order, curve = {"mean": np.zeros(hidden), "var": np.ones(hidden)}, np.random.default_rng(seed), []
    for _ in range(epochs):
        for x_batch, y_batch in minibatches(x, y, batch_size, order):
            loss, grads, running = batchnorm_mlp_loss(params, running, x_batch, y_batch, training=True)
            params = {name: sgd_step(params[name], grads[name], lr) for name in params}
            curve.append(loss)
    return plain_curve, np.array(curve)
