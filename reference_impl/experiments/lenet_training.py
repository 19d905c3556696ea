"""Training the lecture's LeNet (lectures N7).

Batch 64, inputs scaled by 1/256, Xavier weights, zero biases whose learning rate is twice the weights', momentum 0.9;
with a learning rate that falls in a straight line (O2), and images shifted by a pixel (R11), as there are only 7,000.
"""

import sys
import time
from functools import partial

import numpy as np

from reference_impl.augmentation import augment
from reference_impl.experiments.watched_training import fit
from reference_impl.lenet import lenet_loss, lenet_params, lenet_scores
from reference_impl.optimizers import momentum_step
from reference_impl.schedules import linear_decay


def accuracy(params, x, y, batch=500):
    """Share of images (N, C, H, W) whose highest score is that of their label."""
    scores = np.concatenate([lenet_scores(params, x[i : i + batch]) for i in range(0, len(x), batch)])
    return float((scores.argmax(axis=1) == y).mean())


class ProgressBar:
    """A callback for `watched_training.fit` that draws one line on stderr, redrawn at most ten times a second."""

    def __init__(self, iterations, stream=sys.stderr):
        self.iterations, self.stream = iterations, stream
        self.start, self.drawn, self.smooth = time.monotonic(), 0.0, None

    def __call__(self, seen):
        self.smooth = seen.loss if self.smooth is None else 0.95 * self.smooth + 0.05 * seen.loss
        done, now = seen.iteration + 1, time.monotonic()
        if now - self.drawn > 0.1 or done == self.iterations:
            self.drawn, full = now, 30 * done // self.iterations
            left = (now - self.start) / done * (self.iterations - done)
            bar = "#" * full + "." * (30 - full)
            self.stream.write(f"\r[{bar}] {done}/{self.iterations}  loss {self.smooth:.4f}  {left:4.0f} s left ")
            self.stream.write("\n" if done == self.iterations else "")
            self.stream.flush()


def train_lenet(data, epochs=7, lr=0.02, batch_size=64, shift=1, seed=0, callbacks=()):
    """LeNet trained on data = (x, y), each batch shifted at random by up to `shift` pixels (lectures N7).

    Returns:
        params, history: as from `watched_training.fit`.
    """
    rng = np.random.default_rng(seed)
    params = lenet_params(rng)

    def loss_and_grads(params, x, y):
        return lenet_loss(params, augment(x, rng, shift), y)

    iterations = epochs * -(-len(data[0]) // batch_size)
    schedule = partial(linear_decay, eps_0=lr, eps_tau=lr / 100, tau=iterations)
    twice = {name: 2 for name in params if name.endswith("_b")}
    return fit(params, loss_and_grads, data, momentum_step, schedule, epochs, batch_size, rng, callbacks, twice)
