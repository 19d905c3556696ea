"""What networks of three sizes read of the digits that grade them: python -m tests.benchmarks.bench_digits 30.

The steps of practice/digits come from this table: each of its networks reaches its step with every seed.
"""

import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from autograder.proof.known import known_solutions
from autograder.spec import EXERCISES, load_exercise
from autograder.spec.variants import functions_in
from course.data import digits
from reference_impl.networks import mlp_loss
from reference_impl.optimizers import adam_step
from reference_impl.training import train

HEAD = f"{'network':36} {'least':>7} {'mean':>7} {'most':>7} {'sd':>5} {'seconds':>8}"


def one_hidden_layer(hidden, epochs):
    """The network of mlp, trained by Adam in batches of 50."""

    def fit_digits(x, y, rng):
        params = {"b1": np.zeros(hidden, np.float32), "b2": np.zeros(10, np.float32)}
        for name, shape in (("W1", (hidden, 784)), ("W2", (10, hidden))):
            params[name] = rng.normal(0, np.sqrt(2 / shape[1]), shape).astype(np.float32)
        flat = x.reshape(len(x), 784)
        params, _ = train(params, lambda *batch: mlp_loss(*batch, 0.0), (flat, y), adam_step, 1e-3, epochs, 50, rng)

        def predict(x):
            h = np.maximum(x.reshape(len(x), 784) @ params["W1"].T + params["b1"], 0)
            return (h @ params["W2"].T + params["b2"]).argmax(axis=1)

        return predict

    return fit_digits


def networks(exercise):
    """By their names: a small one, a good one, and all right solutions of the folder."""
    yield "32 hidden units, 8 epochs", one_hidden_layer(32, 8)
    yield "128 hidden units, 16 epochs", one_hidden_layer(128, 16)
    for known in known_solutions(exercise):
        if known.kind in ("reference", "accepted"):
            yield known.label, functions_in(exercise, known.source, known.name)["fit_digits"]


def measured(fit_digits, seeds, hidden, labels):
    """Percent of right digits (seeds,), and seconds of processor time for a training."""
    x, y, _, _ = digits(test=500)
    started, right = time.process_time(), []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(x))
        right.append(100 * (fit_digits(x[order], y[order], rng)(hidden) == labels).mean())
    return np.array(right), (time.process_time() - started) / seeds


def main(seeds):
    exercise = load_exercise(EXERCISES / "practice/digits")
    with np.load(exercise.folder / "hidden.npz") as stored:
        hidden, labels = stored["images"][:, None].astype(np.float32) / 256, stored["labels"]
    print(f"{seeds} seeds, 7,500 digits to learn from, {len(labels):,} others\n{HEAD}", flush=True)
    for name, fit_digits in networks(exercise):
        right, seconds = measured(fit_digits, seeds, hidden, labels)
        numbers = f"{right.min():7.2f} {right.mean():7.2f} {right.max():7.2f} {right.std():5.2f} {seconds:8.2f}"
        print(f"{name:36} {numbers}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
