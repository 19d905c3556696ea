"""Known-wrong batch normalisations of images."""

import numpy as np


class rows_without_transposing:
    """You reshape (N, C, H, W) to (-1, C) as it is. Neighbours in memory are pixels of one channel, so your columns are mixtures of
    all channels. Bring the channels to the end first: x.transpose(0, 2, 3, 1), and then reshape. (lecture BN1)"""

    edits = {
        "spatial_batchnorm_forward": {
            "x.transpose(1, 0, 2, 3).reshape(C, -1).T": "x.reshape(-1, C)",
            "out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": "out.reshape(N, C, H, W)",
        },
        "spatial_batchnorm_backward": {
            "dout.transpose(1, 0, 2, 3).reshape(C, -1).T": "dout.reshape(-1, C)",
            "dx.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": "dx.reshape(N, C, H, W)",
        },
    }


class turned_back_the_wrong_way:
    """You turn the images into rows rightly, and do not undo it in the same order: what comes back has its pixels in other places.
    Reshape to the shape that you had turned to, then turn back. (lecture BN1)"""

    edits = (
        {
            "out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": "out.T.reshape(N, C, H, W)",
            "dx.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": "dx.T.reshape(N, C, H, W)",
        },
        {
            "x.transpose(1, 0, 2, 3).reshape(C, -1).T": "x.transpose(0, 2, 3, 1).reshape(-1, C)",
            "out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": "out.reshape(N, H, W, C).transpose(0, 2, 3, 1)",
            "dout.transpose(1, 0, 2, 3).reshape(C, -1).T": "dout.transpose(0, 2, 3, 1).reshape(-1, C)",
            "dx.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": "dx.reshape(N, H, W, C).transpose(0, 2, 3, 1)",
        },
        {
            "out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": "out.reshape(N, C, H, W)",
            "dx.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": "dx.reshape(N, C, H, W)",
        },
    )


class square_images_only:
    """You take the width for the height when you reshape. With square images nothing shows; oblong ones do not fit. Read all four sizes
    from the shape. (lecture BN1)"""

    edits = {
        "out.T.reshape(C, N, H, W)": "out.T.reshape(C, N, H, H)",
        "dx.T.reshape(C, N, H, W)": "dx.T.reshape(C, N, H, H)",
    }


class statistics_for_each_pixel:
    """Each pixel has a mean and a variance of its own with you, over the images of the batch alone. A feature of an image is a
    channel: the same kernel has made all of its pixels. Take images and pixels together: axis (0, 2, 3). (lecture BN1)"""

    def spatial_batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
        N, C, H, W = x.shape
        wide = {key: np.repeat(value, H * W) for key, value in running.items()}
        rows, pixels = x.reshape(N, -1), (np.repeat(gamma, H * W), np.repeat(beta, H * W))
        out, cache, new = batchnorm_forward(rows, *pixels, wide, training, momentum, eps)
        new = {key: value.reshape(C, -1).mean(axis=1) for key, value in new.items()}
        return out.reshape(x.shape), cache, new

    def spatial_batchnorm_backward(dout, cache):
        N, C, H, W = dout.shape
        dx, dgamma, dbeta = batchnorm_backward(dout.reshape(N, -1), cache)
        return dx.reshape(dout.shape), dgamma.reshape(C, -1).sum(axis=1), dbeta.reshape(C, -1).sum(axis=1)


class statistics_for_each_image:
    """Each image has a mean and a variance of its own with you, over its pixels alone. That is instance normalisation. Here a channel
    is normalised over all images of the batch, too: axis (0, 2, 3). (lecture BN1)"""

    def spatial_batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
        mu, var = x.mean(axis=(2, 3)), x.var(axis=(2, 3))
        if training:
            running = {
                "mean": momentum * running["mean"] + (1 - momentum) * mu.mean(axis=0),
                "var": momentum * running["var"] + (1 - momentum) * var.mean(axis=0),
            }
        else:
            mu, var = running["mean"][None], running["var"][None]
        std = np.sqrt(var + eps)[:, :, None, None]
        x_hat = (x - mu[:, :, None, None]) / std
        scale = gamma[:, None, None]
        return scale * x_hat + beta[:, None, None], (x_hat, scale / std, training), running

    def spatial_batchnorm_backward(dout, cache):
        x_hat, factor, training = cache
        dx = dout
        if training:
            dx = dout - dout.mean(axis=(2, 3), keepdims=True)
            dx = dx - x_hat * (dout * x_hat).mean(axis=(2, 3), keepdims=True)
        return factor * dx, (dout * x_hat).sum(axis=(0, 2, 3)), dout.sum(axis=(0, 2, 3))


class one_mean_for_everything:
    """You take one mean and one variance over all channels. Each channel is a feature, with a mean and a variance of its own: leave
    axis 1 out of the average. (lecture BN1)"""

    edits = {
        "out, cache, running = batchnorm_forward(rows, gamma, beta, running, training, momentum, eps)": """
            old = running
            out, cache, running = batchnorm_forward(rows, gamma, beta, running, training, momentum, eps)
            if training:
                mu, var = rows.mean(), rows.var()
                x_hat = (rows - mu) / np.sqrt(var + eps)
                out, cache = gamma * x_hat + beta, (x_hat, gamma, np.sqrt(var + eps), True)
                running = {
                    "mean": momentum * old["mean"] + (1 - momentum) * mu,
                    "var": momentum * old["var"] + (1 - momentum) * var,
                }
        """
    }


class momentum_or_eps_not_handed_on:
    """You do not hand on momentum and eps, or one of them, so that whatever the caller says 0.9 and 1e-5 are used. (lecture BN4)"""

    edits = (
        {"training, momentum, eps)": "training)"},
        {"training, momentum, eps)": "training, momentum)"},
        {"training, momentum, eps)": "training, eps=eps)"},
    )


class training_not_handed_on:
    """Your layer is always in training: the flag is not handed on. At test time the running statistics normalise, and stay as they
    are. (lecture BN4)"""

    edits = {"beta, running, training, momentum, eps)": "beta, running, True, momentum, eps)"}


class momentum_the_other_way:
    """You take momentum as the share of the new batch, as PyTorch does. In this course it is what stays of the old: new = momentum *
    old + (1 - momentum) * batch. (lecture BN4)"""

    edits = {"training, momentum, eps)": "training, 1 - momentum, eps)"}


class unbiased_running_variance:
    """You average variances with one pixel less in the denominator into the running one, as PyTorch does. In this course the biased
    variance, the one that normalised the batch, is used in both places. (lecture BN4)"""

    edits = {
        "rows, gamma, beta, running, training, momentum, eps)": """
            rows, gamma, beta, running, training, momentum, eps)
            if training and len(rows) > 1:
                more = (1 - momentum) * rows.var(axis=0) / (len(rows) - 1)
                running = {"mean": running["mean"], "var": running["var"] + more}
        """
    }


class scaled_along_the_width:
    """You multiply images (N, C, H, W) by gamma (C,) as they are. NumPy fits a last axis to a last axis: gamma runs along the width,
    and only fits by accident. Give it two more axes: gamma[:, None, None], and beta too. (lecture BN1)"""

    edits = {
        "return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3)": """
            return gamma * cache[0].T.reshape(C, N, H, W).transpose(1, 0, 2, 3) + beta
        """
    }


class difference_of_large_squares:
    """Your variance is the mean of x^2 minus mu^2. Where a mean is far from 0 the two are huge and nearly equal, and no right
    digit is left of their difference. Subtract the mean first, then square. (lecture BN2)"""

    edits = {
        "out, cache, running = batchnorm_forward(rows, gamma, beta, running, training, momentum, eps)": """
            out, cache, running = batchnorm_forward(rows, gamma, beta, running, training, momentum, eps)
            if training:
                mu = rows.mean(axis=0)
                x_hat = (rows - mu) / np.sqrt((rows**2).mean(axis=0) - mu**2 + eps)
                out = gamma * x_hat + beta
        """
    }


class divided_by_the_images_alone:
    """In your dx you divide by the number of images. Mean and variance of a channel are over all of its pixels in all images: N * H
    * W numbers. (lecture BN3)"""

    edits = {
        "dx, dgamma, dbeta = batchnorm_backward(rows, cache)": """
            x_hat, gamma, std, training = cache
            dgamma, dbeta = (rows * x_hat).sum(axis=0), rows.sum(axis=0)
            dx = gamma / std * (rows - (dbeta + x_hat * dgamma) / N if training else rows)
        """
    }


class statistics_treated_as_constant:
    """Your dx in training is gamma / std * dout. That treats mean and variance as constants; but each pixel has moved them, and through
    them every pixel of its channel. (lecture BN3)"""

    edits = {
        "dx, dgamma, dbeta = batchnorm_backward(rows, cache)": """
            x_hat, gamma, std, training = cache
            dx, dgamma, dbeta = batchnorm_backward(rows, (x_hat, gamma, std, False))
        """
    }


class backward_of_training_at_test_time:
    """Your backward pass does the same after both modes. At test time no pixel has moved the running statistics: dx is gamma /
    std * dout. (lecture BN4)"""

    edits = {
        "dx, dgamma, dbeta = batchnorm_backward(rows, cache)": """
            x_hat, gamma, std, training = cache
            dx, dgamma, dbeta = batchnorm_backward(rows, (x_hat, gamma, std, True))
        """
    }


class averages_dgamma_and_dbeta:
    """You take means for dgamma and dbeta. The loss has put its 1/N into dout already: here images and pixels are added.
    (lecture BN3)"""

    edits = (
        {"(1, 0, 2, 3), dgamma, dbeta": "(1, 0, 2, 3), dgamma / len(rows), dbeta / len(rows)"},
        {"(1, 0, 2, 3), dgamma, dbeta": "(1, 0, 2, 3), dgamma / (H * W), dbeta / (H * W)"},
    )


class gradients_for_each_image:
    """Your dgamma and dbeta have a row for each image: they are added up over the pixels only. All images share one gamma and one
    beta for each channel. (lecture BN3)"""

    edits = {
        "(1, 0, 2, 3), dgamma, dbeta": """
            (1, 0, 2, 3), (dout * cache[0].T.reshape(C, N, H, W).swapaxes(0, 1)).sum(axis=(2, 3)), dout.sum(axis=(2, 3))
        """
    }


class one_cache_for_all:
    """Your cache is one object that every forward pass overwrites, so a second layer wipes out what the first has kept.
    Return what your batchnorm_forward gave you. (lecture N3)"""

    edits = {
        "eps=1e-5):": "eps=1e-5, kept=[]):",
        "return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), cache, running": """
            kept[:] = cache
            return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), kept, running
        """,
    }


class running_changed_in_place:
    """Your numbers are right, but you write them into the dict that you were given. Whoever called still has the old one in
    hand. Return a new dict. (lecture BN4)"""

    edits = {
        "out, cache, running = batchnorm_forward": "out, cache, new = batchnorm_forward",
        "return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), cache, running": """
            running.update(new)
            return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), cache, running
        """,
    }


class input_changed_in_place:
    """You subtract the mean from x itself. The layer before still needs its output: make a new array. (lecture BN2)"""

    edits = {
        "return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), cache": """
            x -= x.mean(axis=(0, 2, 3), keepdims=True)
            return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), cache
        """
    }


class gradients_keep_their_axes:
    """Your dgamma and dbeta have the right numbers and the shape (1, C, 1, 1), as it is handy for broadcasting. gamma and beta have
    the shape (C,), and so have their gradients. (lecture BN3)"""

    edits = {
        "return dx.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), dgamma, dbeta": """
            dgamma, dbeta = dgamma.reshape(1, C, 1, 1), dbeta.reshape(1, C, 1, 1)
            return dx.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), dgamma, dbeta
        """
    }


class statistics_keep_their_axes:
    """Your running statistics have the shape (1, C, 1, 1), as keepdims leaves them. They describe C channels: keep them in the shape
    (C,) and reshape where you broadcast. (lecture BN4)"""

    edits = {
        "return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), cache, running": """
            if training:
                running = {name: value.reshape(1, C, 1, 1) + np.zeros((1, C, 1, C)) for name, value in running.items()}
            return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), cache, running
        """
    }
