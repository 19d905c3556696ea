"""Early stopping, what to do with the validation data afterwards, and how it acts like L2 (lectures R7 R12)."""

import numpy as np

from reference_impl.checking import checked


@checked(patience="integer >= 1")
class EarlyStopping:
    """Says when to stop training, and keeps the best weights (lectures R7).

    After each epoch call update(error, params). It returns True once `patience` updates in a row brought no error
    lower than the best so far (an equal error is not lower, and neither is NaN).

    Attributes:
        best_error: lowest validation error so far; infinite before the first update.
        best_params: copy of the parameters that had it (they are not changed when training goes on).
        best_epoch: number of the update that brought it; the first update is epoch 0.
    """

    def __init__(self, patience):
        self.patience = patience
        self.epoch, self.waited = 0, 0
        self.best_error, self.best_params, self.best_epoch = np.inf, None, None

    def update(self, error, params):
        """Note one epoch's validation error and parameters (a dict of arrays); return whether to stop."""
        if error < self.best_error:
            self.best_error, self.best_epoch = error, self.epoch
            self.best_params = {name: w.copy() for name, w in params.items()}
            self.waited = 0
        else:
            self.waited += 1
        self.epoch += 1
        return self.waited >= self.patience


@checked(train_epoch="callable", epochs="integer >= 0")
def retrain(params, train_epoch, epochs, data):
    """First way to reuse the validation data: start again on all data, for as long as was best (lectures R7).

    Args:
        params: fresh parameters.
        train_epoch: train_epoch(params, data) -> params.
        epochs: best_epoch + 1 of the run with early stopping.
        data: training and validation data together, handed to train_epoch as it is.
    Returns:
        params: after training; the fresh ones if epochs is 0.
    """
    for _ in range(epochs):
        params = train_epoch(params, data)
    return params


@checked(train_epoch="callable", error="callable", target="number", max_epochs="integer >= 0")
def continue_training(params, train_epoch, error, data, target, max_epochs):
    """Second way to reuse the validation data: go on from the best parameters with all data (lectures R7).

    Before each epoch it asks for the error on the validation data, and stops when that is at most `target`, the
    training error at the moment of early stopping. That may never happen, so `max_epochs` bounds it.

    Args:
        params: best_params of the run with early stopping.
        train_epoch: train_epoch(params, data) -> params.
        error: error(params) on the validation data.
        data: training and validation data together.
        target: error at which to stop.
        max_epochs: most epochs to run.
    Returns:
        params: after training.
        epochs: how many epochs were run.
    """
    for epoch in range(max_epochs):
        if error(params) <= target:
            return params, epoch
        params = train_epoch(params, data)
    return params, max_epochs


@checked(eigenvalues="(n,)", eps="number", steps="integer >= 0")
def early_stopping_factors(eigenvalues, eps, steps):
    """Share of the optimum that gradient descent from 0 has reached: 1 - (1 - eps lambda_i)^steps (lectures R12).

    On a quadratic loss each eigenvector of the Hessian goes its own way: what is missing along it shrinks by the factor
    1 - eps lambda_i in each step.

    Args:
        eigenvalues: (n,) of the Hessian.
        eps: learning rate.
        steps: how many steps were made.
    Returns:
        factors: (n,), one for each eigenvalue.
    """
    return 1 - (1 - eps * eigenvalues) ** steps


@checked(eps="number > 0", steps="integer >= 1")
def equivalent_l2(eps, steps):
    """The lam of an L2 penalty that acts much like stopping after that many steps: 1 / (eps steps) (lectures R12).

    Along eigenvectors with small eigenvalues the two agree: 1 - (1 - eps lambda)^steps is about eps steps lambda, and
    lambda / (lambda + lam) about lambda / lam.

    Args:
        eps: learning rate.
        steps: how many steps were made.
    Returns:
        lam: a number.
    """
    return 1 / (eps * steps)
