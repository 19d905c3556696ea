"""Wrong linear layers as students write them. A docstring is what they must be told; an empty one: nothing."""

import numpy as np


class x_and_dz_exchanged:
    """transposed_dW"""

    def linear_backward(dz, cache):
        x, w = cache
        dx = np.dot(dz, w)
        dw = np.dot(x.T, dz)
        db = np.sum(dz, axis=0)
        return dx, dw, db


class weights_not_transposed:
    """weights_the_other_way"""

    def linear_forward(x, W, b):
        z = np.dot(x, W) + b
        cache = (x, W, b)
        return z, cache

    def linear_backward(dz, cache):
        x, W, b = cache
        dx = dz.dot(W.T)
        dW = x.T.dot(dz)
        db = dz.sum(axis=0)
        return dx, dW, db


class bias_lost:
    """forgets_the_bias"""

    def linear_forward(x, W, b):
        z = x.dot(W.T)
        return z, (x, W)


class keepdims_in_db:
    """db_is_a_row"""

    def linear_backward(dz, cache):
        x, W = cache
        dW = dz.T.dot(x)
        db = np.sum(dz, axis=0, keepdims=True)
        dx = dz.dot(W)
        return dx, dW, db


class ones_for_db:
    """db_is_ones"""

    def linear_backward(dz, cache):
        x, W = cache
        return dz @ W, dz.T @ x, np.ones(W.shape[0])


class mean_in_db:
    """averages_db"""

    def linear_backward(dz, cache):
        x, W = cache
        dx = dz @ W
        dW = (x.T @ dz).T
        db = np.mean(dz, axis=0)
        return dx, dW, db


class mean_in_dW:
    """averages_dW"""

    def linear_backward(dz, cache):
        x, W = cache
        N = x.shape[0]
        dW = 1.0 / N * np.dot(dz.T, x)
        db = np.sum(dz, axis=0)
        dx = np.dot(dz, W)
        return dx, dW, db


class mean_in_both:
    """averages_dW_and_db"""

    def linear_backward(dz, cache):
        x, W = cache
        m = x.shape[0]
        dW = np.dot(dz.T, x) / m
        db = np.sum(dz, axis=0) / m
        dx = np.dot(dz, W)
        return dx, dW, db


class all_of_db_added:
    """db_is_a_number"""

    def linear_backward(dz, cache):
        x, W = cache
        return np.dot(dz, W), np.dot(dz.T, x), np.sum(dz)


class assigned_in_the_loop:
    """the_last_example_counts_alone"""

    def linear_backward(dz, cache):
        x, W = cache
        dx = np.zeros(x.shape)
        dW = np.zeros(W.shape)
        db = np.zeros(W.shape[0])
        for i in range(x.shape[0]):
            dx[i] = W.T.dot(dz[i])
            dW = np.outer(dz[i], x[i])
            db += dz[i]
        return dx, dW, db


class no_bias_and_a_mean:
    """averages_db+forgets_the_bias"""

    def linear_forward(x, W, b):
        return x @ W.T, (x, W)

    def linear_backward(dz, cache):
        x, W = cache
        return dz @ W, dz.T @ x, dz.mean(axis=0)


class weights_of_the_bias:
    """"""

    def linear_backward(dz, cache):
        x, W = cache
        dx = dz @ W
        dW = dz.T @ x + W
        db = dz.sum(axis=0)
        return dx, dW, db
