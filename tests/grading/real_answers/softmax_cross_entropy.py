"""Wrong softmax losses as students write them. A docstring is what they must be told; an empty one: nothing."""

import numpy as np


class nothing_subtracted:
    """no_shift_before_exp"""

    def softmax(z):
        return np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True)

    def softmax_cross_entropy(z, y):
        N = z.shape[0]
        p = softmax(z)
        loss = -np.sum(np.log(p[np.arange(N), y])) / N
        dz = p.copy()
        dz[np.arange(N), y] -= 1
        dz /= N
        return loss, dz


class nothing_subtracted_one_hot:
    """no_shift_before_exp"""

    def softmax(z):
        e = np.exp(z)
        return e / e.sum(axis=1).reshape(-1, 1)

    def softmax_cross_entropy(z, y):
        t = np.eye(z.shape[1])[y]
        p = softmax(z)
        return -np.sum(t * np.log(p)) / len(y), (p - t) / len(y)


class nothing_subtracted_in_softmax:
    """no_shift_in_softmax"""

    def softmax(z):
        exps = np.exp(z)
        return exps / np.sum(exps, axis=1, keepdims=True)


class nothing_subtracted_in_the_loss:
    """no_shift_in_the_loss"""

    def softmax_cross_entropy(z, y):
        n = len(y)
        log_sum = np.log(np.exp(z).sum(axis=1))
        loss = np.mean(log_sum - z[range(n), y])
        dz = softmax(z)
        dz[range(n), y] -= 1
        return loss, dz / n


class maximum_of_the_batch:
    """one_maximum_for_the_whole_batch"""

    def softmax(z):
        z = z - np.max(z)
        e = np.exp(z)
        return e / np.sum(e, axis=1, keepdims=True)

    def softmax_cross_entropy(z, y):
        N = z.shape[0]
        probs = softmax(z)
        loss = -np.log(probs[np.arange(N), y]).mean()
        dz = probs
        dz[np.arange(N), y] -= 1
        return loss, dz / N


class columns_normalised:
    """normalised_over_the_batch"""

    def softmax(z):
        e = np.exp(z - np.max(z, axis=0))
        return e / np.sum(e, axis=0)

    def softmax_cross_entropy(z, y):
        N = z.shape[0]
        p = softmax(z)
        loss = -np.mean(np.log(p[np.arange(N), y]))
        p[np.arange(N), y] -= 1
        return loss, p / N


class log_after_softmax:
    """log_of_a_rounded_probability"""

    def softmax_cross_entropy(z, y):
        N = z.shape[0]
        p = softmax(z)
        loss = np.sum(-np.log(p[range(N), y])) / N
        dz = p
        dz[range(N), y] -= 1
        return loss, dz / N


class table_of_logs:
    """log_of_a_rounded_probability"""

    def softmax_cross_entropy(z, y):
        N, K = z.shape
        p = softmax(z)
        onehot = np.zeros((N, K))
        onehot[np.arange(N), y] = 1
        loss = -(onehot * np.log(p)).sum() / N
        return loss, (p - onehot) / N


class tiny_number_added:
    """small_number_inside_the_log"""

    def softmax_cross_entropy(z, y):
        N = z.shape[0]
        p = softmax(z)
        loss = -np.sum(np.log(p[np.arange(N), y] + 1e-8)) / N
        dz = p
        dz[np.arange(N), y] -= 1
        return loss, dz / N


class clipped:
    """small_number_inside_the_log"""

    def softmax_cross_entropy(z, y):
        N = z.shape[0]
        p = softmax(z)
        loss = -np.log(np.clip(p[np.arange(N), y], 1e-10, 1.0)).mean()
        dz = p.copy()
        dz[np.arange(N), y] -= 1
        return loss, dz / N


class gradient_of_the_sum:
    """gradient_not_divided_by_batch"""

    def softmax_cross_entropy(z, y):
        N = z.shape[0]
        shifted = z - z.max(axis=1, keepdims=True)
        log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        loss = -log_probs[np.arange(N), y].mean()
        dz = np.exp(log_probs)
        dz[np.arange(N), y] -= 1
        return loss, dz


class sum_in_the_loss:
    """sum_over_the_batch"""

    def softmax_cross_entropy(z, y):
        N = z.shape[0]
        shifted = z - z.max(axis=1, keepdims=True)
        log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        loss = -np.sum(log_probs[np.arange(N), y])
        dz = np.exp(log_probs)
        dz[np.arange(N), y] -= 1
        return loss, dz / N


class mean_of_the_table:
    """loss_averaged_over_the_classes"""

    def softmax_cross_entropy(z, y):
        t = np.eye(z.shape[1])[y]
        shifted = z - z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.mean(t * log_p), (np.exp(log_p) - t) / len(z)


class sum_and_log_after:
    """log_of_a_rounded_probability+sum_over_the_batch"""

    def softmax_cross_entropy(z, y):
        p = softmax(z)
        loss = -np.log(p[np.arange(len(y)), y]).sum()
        p[np.arange(len(y)), y] -= 1
        return loss, p


class decimal_logarithm:
    """"""

    def softmax_cross_entropy(z, y):
        N = len(y)
        p = softmax(z)
        loss = -np.log10(p[np.arange(N), y]).mean()
        p[np.arange(N), y] -= 1
        return loss, p / N


class the_largest_is_forgotten:
    """largest_logit_not_added_back"""

    def softmax_cross_entropy(z, y):
        N = len(y)
        m = z.max(axis=1, keepdims=True)
        lse = np.log(np.sum(np.exp(z - m), axis=1))
        loss = np.mean(lse - z[np.arange(N), y])
        p = softmax(z)
        p[np.arange(N), y] -= 1
        return loss, p / N
