"""Known-wrong layer normalisations."""

MEAN, VAR = "x.mean(axis=1, keepdims=True)", "(centred**2).mean(axis=1, keepdims=True)"
DX = "dx = (dx_hat - mean - x_hat * mean_along_x_hat) / std"
BACK_MEAN, BACK_ALONG = "dx_hat.mean(axis=1, keepdims=True)", "(dx_hat * x_hat).mean(axis=1, keepdims=True)"


class columns_in_place_of_rows:
    """You take mean and variance of each column, over the batch. That is batch normalisation; here every row, one
    example, is normalised by itself: axis=1. (lecture BN1)"""

    edits = {
        MEAN: "x.mean(axis=0, keepdims=True)",
        VAR: "(centred**2).mean(axis=0, keepdims=True)",
        BACK_MEAN: "dx_hat.mean(axis=0, keepdims=True)",
        BACK_ALONG: "(dx_hat * x_hat).mean(axis=0, keepdims=True)",
    }


class one_mean_for_everything:
    """You take one mean and one variance of the whole batch (no axis). Each row has its own: axis=1, keepdims=True.
    (lecture BN1)"""

    edits = {
        MEAN: "x.mean()",
        VAR: "(centred**2).mean()",
        BACK_MEAN: "dx_hat.mean()",
        BACK_ALONG: "(dx_hat * x_hat).mean()",
    }


class keepdims_forgotten:
    """Your row means have the shape (N,), which NumPy lays along the columns: an error for most shapes, silently wrong
    when N = D. With keepdims=True they stay a column of shape (N, 1). (lecture BN1)"""

    edits = {MEAN: "x.mean(axis=1)", VAR: "(centred**2).mean(axis=1)"}


class sum_of_squares_for_the_variance:
    """You add up the squared distances and do not divide by D. The variance is their mean. (lecture BN1)"""

    edits = {VAR: "(centred**2).sum(axis=1, keepdims=True)"}


class mean_left_in:
    """You divide x by its deviation and leave its mean in. x_hat has the mean 0: (x - mean) / std. (lecture BN1)"""

    edits = {"x_hat = centred / std": "x_hat = x / std"}


class unbiased_variance:
    """You divide by D - 1. The course, like every deep-learning library here, takes the biased variance: divide by D,
    the number of features. With one feature yours is 0 / 0. (lecture BN2)"""

    edits = {VAR: "x.var(axis=1, keepdims=True, ddof=1)"}


class variance_by_two_means:
    """You take the mean of the squares minus the square of the mean. On paper that is the variance; for a row far from 0
    two huge numbers cancel and leave noise. Subtract the mean first, then square. (lecture BN2)"""

    edits = {VAR: "(x**2).mean(axis=1, keepdims=True) - x.mean(axis=1, keepdims=True) ** 2"}


class mean_not_subtracted:
    """You divide each row by its root mean square and leave its mean in. That is RMS normalisation; this layer takes the
    mean away first. (lecture BN2)"""

    edits = {"x - " + MEAN: "x", "dx_hat - mean - ": "dx_hat - "}


class divided_by_the_variance:
    """You divide by the variance. The standard deviation is its root, and has the unit of x. (lecture BN2)"""

    edits = ({"np.sqrt(var + eps)": "var + eps"}, {"x_hat = centred / std": "x_hat = centred / (var + eps)"})


class eps_beside_the_root:
    """You add eps to the standard deviation, sqrt(var) + eps. It belongs under the root, with the variance. (lecture
    BN2)"""

    edits = {"np.sqrt(var + eps)": "np.sqrt(var) + eps"}


class eps_fixed:
    """Your eps is always 1e-5; the argument is never used. (lecture BN2)"""

    edits = {"var + eps": "var + 1e-5"}


class eps_left_out:
    """You leave eps out. A row whose entries are all equal has the variance 0, and 0 / 0 is no number. (lecture BN2)"""

    edits = {"np.sqrt(var + eps)": "np.sqrt(var)"}


class shift_before_scale:
    """You add beta before you multiply by gamma, so that the shift is scaled as well: gamma x_hat + beta. (lecture
    BN2)"""

    edits = {"gamma * x_hat + beta": "gamma * (x_hat + beta)"}


class forward_without_gamma_and_beta:
    """Your output is x_hat. Scale and shift belong to the layer, in training and afterwards: gamma x_hat + beta.
    (lecture BN5)"""

    edits = {"gamma * x_hat + beta": "x_hat"}


class backward_without_gamma:
    """Your dx forgets gamma. On its way back dout passes the scaling first: dx_hat = dout * gamma. (lecture BN3)"""

    edits = {"dx_hat = dout * gamma": "dx_hat = dout"}


class gamma_after_the_means:
    """You multiply by gamma at the end. gamma has a number for each feature, so it changes the means along the row: it
    comes first, dx_hat = dout * gamma. (lecture BN3)"""

    edits = {"dx_hat = dout * gamma": "dx_hat = dout", DX: DX.replace("dx = ", "dx = gamma * ")}


class statistics_are_constants:
    """Your dx is dx_hat / std, as if mean and variance were constants. Both are made of the row: when one x moves they
    move, and with them every output of the row. (lecture BN3)"""

    edits = {DX: "dx = dx_hat / std"}


class mean_is_constant:
    """Your dx treats the mean as a constant: the mean of dx_hat is to be subtracted, since every x of a row moves the
    row's mean. (lecture BN3)"""

    edits = {"dx_hat - mean - x_hat": "dx_hat - x_hat"}


class variance_is_constant:
    """Your dx treats the variance as a constant: what is missing is x_hat times the mean of dx_hat * x_hat. (lecture
    BN3)"""

    edits = {"dx_hat - mean - x_hat * mean_along_x_hat": "dx_hat - mean"}


class sums_in_place_of_means:
    """In dx you subtract sums over the row where means belong: a mean's derivative carries 1 / D. (lecture BN3)"""

    edits = {BACK_MEAN: "dx_hat.sum(axis=1, keepdims=True)", BACK_ALONG: "(dx_hat * x_hat).sum(axis=1, keepdims=True)"}


class sign_of_the_variances_share:
    """The way through the variance has the wrong sign in your dx: a larger variance makes every x_hat smaller, so its
    share is subtracted. (lecture BN3)"""

    edits = {"mean - x_hat * mean_along_x_hat": "mean + x_hat * mean_along_x_hat"}


class not_divided_by_the_deviation:
    """Your dx is not divided by std. x_hat is (x - mu) / std: a step of x is a smaller step of x_hat where the row is
    spread wide. (lecture BN3)"""

    edits = {"x_hat * mean_along_x_hat) / std": "x_hat * mean_along_x_hat)"}


class divided_by_the_batch_again:
    """You divide dout by the number of examples. The loss is the mean over the batch and has done that already. (lecture
    BN3)"""

    edits = {"x_hat, gamma, std = cache": "x_hat, gamma, std = cache\ndout = dout / len(dout)"}


class averages_dgamma_and_dbeta:
    """Your dgamma and dbeta are means over the batch. Every example uses gamma and beta once, and their shares add up.
    (lecture BN3)"""

    edits = {"(dout * x_hat).sum(axis=0)": "(dout * x_hat).mean(axis=0)", "dout.sum(axis=0)": "dout.mean(axis=0)"}


class parameters_summed_along_the_row:
    """You sum dgamma and dbeta along the rows. gamma and beta have one number for each feature: sum over the examples,
    axis=0. (lecture BN3)"""

    edits = {"(dout * x_hat).sum(axis=0)": "(dout * x_hat).sum(axis=1)", "dout.sum(axis=0)": "dout.sum(axis=1)"}


class dgamma_with_gamma_in_it:
    """Your dgamma has gamma as a factor. gamma multiplies x_hat, so its gradient is dout times x_hat, without gamma.
    (lecture BN3)"""

    edits = {"(dout * x_hat).sum(axis=0)": "(dx_hat * x_hat).sum(axis=0)"}


class dbeta_with_gamma_in_it:
    """Your dbeta has gamma as a factor. beta is added after the scaling, so its gradient is dout alone, summed over the
    examples. (lecture BN3)"""

    edits = {"dout.sum(axis=0)": "dx_hat.sum(axis=0)"}


class dgamma_and_dbeta_swapped:
    """You return dbeta before dgamma. They come in the order of the arguments: dx, dgamma, dbeta. (lecture BN3)"""

    edits = {
        "return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)": "return dx, dout.sum(axis=0), (dout * x_hat).sum(axis=0)"
    }


class one_cache_for_all:
    """Your cache is one object that every forward pass overwrites, so a second layer wipes out what the first has kept.
    Make a new tuple in each forward pass and return it. (lecture N3)"""

    edits = {
        "eps=1e-5": "eps=1e-5, kept=[]",
        "return gamma * x_hat + beta, (x_hat, gamma, std)": """
            kept[:] = x_hat, gamma, std
            return gamma * x_hat + beta, kept
        """,
    }


class dout_scaled_in_place:
    """`dout *= gamma` writes into the array that you were given, and dgamma and dbeta are computed from what is left.
    Make a new array. (lecture BN3)"""

    edits = {"dx_hat = dout * gamma": "dout *= gamma\ndx_hat = dout"}


class x_centred_in_place:
    """`x -= mean` changes the caller's x. Make a new array. (lecture BN1)"""

    edits = {"centred = x - " + MEAN: "x -= " + MEAN + "\ncentred = x"}


class output_in_place_of_x_hat:
    """Your cache keeps the output, and the backward pass takes it for x_hat. The means of dx and dgamma are made of x_hat,
    as it was before scale and shift. (lecture BN3)"""

    edits = {
        "return gamma * x_hat + beta, (x_hat, gamma, std)": """
            out = gamma * x_hat + beta
            return out, (out, gamma, std)
        """
    }
