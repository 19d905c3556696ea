"""Known-wrong batch normalisations."""

import numpy as np


class beta_added_before_scaling:
    """You add beta to x_hat and multiply the sum by gamma. The lecture scales first and shifts afterwards: y = gamma x_hat +
    beta, so that beta is the mean of y whatever gamma is. (lecture BN2)"""

    edits = {"gamma * x_hat + beta": "gamma * (x_hat + beta)"}


class scale_and_shift_forgotten:
    """You return x_hat itself. The layer ends with y = gamma x_hat + beta: without them every unit would have mean 0 and
    variance 1 for ever, and a sigmoid behind it would only be used where it is straight. (lecture BN5)"""

    edits = {"gamma * x_hat": "x_hat", " + beta, (": ", ("}


class scale_and_shift_forgotten_at_test_time:
    """At test time you leave out gamma and beta. They have been learned, and the layers behind were trained on gamma x_hat
    + beta; only the statistics change with the mode. (lecture BN4)"""

    edits = {"gamma * x_hat": "(gamma if training else 1.0) * x_hat", " + beta, (": " + (beta if training else 0.0), ("}


class batch_statistics_at_test_time:
    """At test time you normalise by the batch that is asked about, so an answer depends on who else asks. Use the running mean and
    variance that were collected in training. (lecture BN4)"""

    edits = {'mu, var = running["mean"], running["var"]': "mu, var = x.mean(axis=0), x.var(axis=0)"}


class training_flag_ignored:
    """Your layer does the same in both modes: it normalises by the batch, and collects. With training=False it should use the
    running statistics, and leave them as they are. (lecture BN4)"""

    edits = (
        {"batchnorm_forward": {"if training:": "if True:"}},
        {"batchnorm_forward": {"if training:": "if True:"}, "batchnorm_backward": {"if training:": "if True:"}},
    )


class training_flag_turned_round:
    """Your two modes are the wrong way round: with training=True the layer takes the running statistics, with training=False
    those of the batch. (lecture BN4)"""

    edits = {
        "batchnorm_forward": {"if training:": "if not training:"},
        "batchnorm_backward": {"if training:": "if not training:"},
    }


class running_statistics_in_training_too:
    """In training you normalise by the running statistics. They belong to test time; in training mean and variance are those of
    this very batch, and the gradient goes through them. (lecture BN2)"""

    edits = (
        {
            "return gamma * x_hat + beta, (": """
                if training:
                    x_hat = (x - running["mean"]) / np.sqrt(running["var"] + eps)
                return gamma * x_hat + beta, (
            """
        },
        {
            "x_hat, mu, var = normalize(x, eps)": """
                _, mu, var = normalize(x, eps)
                x_hat = (x - running["mean"]) / np.sqrt(running["var"] + eps)
            """
        },
        {
            "return gamma * x_hat + beta, (": """
                if training:
                    mu, var = running["mean"], running["var"]
                    x_hat = (x - mu) / np.sqrt(var + eps)
                return gamma * x_hat + beta, (
            """
        },
    )


class momentum_the_other_way:
    """You take momentum as the share of the new batch, as PyTorch does. In this course it is what stays of the old: new = momentum *
    old + (1 - momentum) * batch. With 0.5 the two are equal, which hides it. (lecture BN4)"""

    edits = {
        'momentum * running["mean"] + (1 - momentum) * mu': '(1 - momentum) * running["mean"] + momentum * mu',
        'momentum * running["var"] + (1 - momentum) * var': '(1 - momentum) * running["var"] + momentum * var',
    }


class momentum_of_your_own:
    """Your momentum is always 0.9; the argument is never used. Who calls chooses how long the averages remember.
    (lecture BN4)"""

    edits = {
        'momentum * running["mean"] + (1 - momentum) * mu': '0.9 * running["mean"] + 0.1 * mu',
        'momentum * running["var"] + (1 - momentum) * var': '0.9 * running["var"] + 0.1 * var',
    }


class momentum_without_the_complement:
    """You add the whole of the batch to momentum times the old. That is a sum, as in the optimiser of that name, and grows to
    1 / (1 - momentum) times the mean. An average takes only 1 - momentum of the batch. (lecture BN4)"""

    edits = {"(1 - momentum) * mu": "mu", "(1 - momentum) * var": "var"}


class running_replaced_by_the_batch:
    """Your running statistics are those of the last batch: nothing of the earlier ones stays. Average: momentum * old +
    (1 - momentum) * batch. (lecture BN4)"""

    edits = {
        'momentum * running["mean"] + (1 - momentum) * mu': "mu",
        'momentum * running["var"] + (1 - momentum) * var': "var",
    }


class running_never_collected:
    """You return the running statistics as they came, in training too. Then the network meets the start values, mean 0 and variance 1,
    at test time. Average those of each batch into them. (lecture BN4)"""

    edits = {
        'momentum * running["mean"] + (1 - momentum) * mu': 'running["mean"]',
        'momentum * running["var"] + (1 - momentum) * var': 'running["var"]',
    }


class unbiased_variance:
    """You normalise by the variance with N - 1. Batch normalisation divides by N: then x_hat has variance 1 in this very
    batch, and a batch of one gives beta, not 0 / 0. (lecture BN2)"""

    edits = {
        "x_hat, mu, var = normalize(x, eps)": """
            mu, var = x.mean(axis=0), x.var(axis=0, ddof=1)
            x_hat = (x - mu) / np.sqrt(var + eps)
        """
    }


class unbiased_running_variance:
    """You average variances with N - 1 into the running one, as PyTorch does. In this course the biased variance, the one that
    normalised the batch, is used in both places. (lecture BN4)"""

    edits = (
        {"(1 - momentum) * var": "(1 - momentum) * x.var(axis=0, ddof=1)"},
        {"(1 - momentum) * var": "(1 - momentum) * (x.var(axis=0, ddof=1) if len(x) > 1 else var)"},
    )


class deviations_averaged:
    """Your running variance averages standard deviations. A slide says so, too; but the root of an average is not the average of
    roots, and a mean of roots comes out too small. Average the variances, and take the root when it is needed. (lecture BN4)"""

    edits = (
        {"(1 - momentum) * var": "(1 - momentum) * np.sqrt(var)"},
        {"(1 - momentum) * var": "(1 - momentum) * np.sqrt(var + eps)"},
        {
            'momentum * running["var"] + (1 - momentum) * var': """
                (momentum * np.sqrt(running["var"]) + (1 - momentum) * np.sqrt(var)) ** 2
            """
        },
    )


class eps_in_the_running_variance:
    """You average var + eps. eps is added when the root is taken, in both modes; what is collected is the variance of the batches
    as it is. (lecture BN4)"""

    edits = {"(1 - momentum) * var": "(1 - momentum) * (var + eps)"}


class collects_at_test_time:
    """You move the running statistics at test time as well, so that questions change the answers to later questions. Collect in
    training only. (lecture BN4)"""

    edits = {
        "x_hat = (x - mu) / np.sqrt(var + eps)": """
            x_hat = (x - mu) / np.sqrt(var + eps)
            running = {
                "mean": momentum * mu + (1 - momentum) * x.mean(axis=0),
                "var": momentum * var + (1 - momentum) * x.var(axis=0),
            }
        """
    }


class running_changed_in_place:
    """Your numbers are right, but you write them into the dict that you were given. Whoever called still has the old one in
    hand, and wonders. Make a new dict and return it. (lecture BN4)"""

    edits = (
        {
            """
            running = {
                "mean": momentum * running["mean"] + (1 - momentum) * mu,
                "var": momentum * running["var"] + (1 - momentum) * var,
            }
            """: """
            running["mean"] = momentum * running["mean"] + (1 - momentum) * mu
            running["var"] = momentum * running["var"] + (1 - momentum) * var
            """
        },
        {
            """
            running = {
                "mean": momentum * running["mean"] + (1 - momentum) * mu,
                "var": momentum * running["var"] + (1 - momentum) * var,
            }
            """: """
            running["mean"] *= momentum
            running["mean"] += (1 - momentum) * mu
            running["var"] *= momentum
            running["var"] += (1 - momentum) * var
            """
        },
    )


class one_mean_for_everything:
    """You take one mean and one variance over all features of the batch. Each unit has a mean and a variance of its own, over the
    examples, axis 0. (lecture BN1)"""

    edits = {
        "x_hat, mu, var = normalize(x, eps)": """
            mu, var = x.mean(), x.var()
            x_hat = (x - mu) / np.sqrt(var + eps)
        """
    }


class each_example_for_itself:
    """You normalise each example over its own features. That is layer normalisation, which needs no batch at all. Here each feature is
    normalised over the examples, axis 0. (lecture BN1)"""

    edits = {
        "x_hat, mu, var = normalize(x, eps)": """
            mu, var = x.mean(axis=0), x.var(axis=0)
            x_hat = (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + eps)
        """
    }


class difference_of_large_squares:
    """Your variance is the mean of x^2 minus mu^2. Where a mean is far from 0 the two are huge and nearly equal, and no right
    digit is left of their difference. Subtract the mean first, then square, or call your normalize. (lecture BN2)"""

    edits = {
        "x_hat, mu, var = normalize(x, eps)": """
            mu = x.mean(axis=0)
            var = (x**2).mean(axis=0) - mu**2
            x_hat = (x - mu) / np.sqrt(var + eps)
        """
    }


class divided_by_the_variance:
    """You divide by the variance. It is measured in squared units; what x - mu is divided by is the deviation, sqrt(var +
    eps). (lecture BN2)"""

    edits = {
        "x_hat, mu, var = normalize(x, eps)": """
            _, mu, var = normalize(x, eps)
            x_hat = (x - mu) / (var + eps)
        """,
        "(x - mu) / np.sqrt(var + eps)": "(x - mu) / (var + eps)",
    }


class no_eps:
    """You take the root of the variance alone. A unit that gives the same in every example, or a batch of one, has variance 0,
    and 0 / 0 is nan. (lecture BN2)"""

    edits = {
        "x_hat, mu, var = normalize(x, eps)": """
            _, mu, var = normalize(x, eps)
            x_hat = (x - mu) / np.sqrt(var)
        """,
        "(x - mu) / np.sqrt(var + eps)": "(x - mu) / np.sqrt(var)",
        "gamma, np.sqrt(var + eps)": "gamma, np.sqrt(var)",
    }


class eps_outside_the_root:
    """You add eps to the standard deviation. The lecture adds it to the variance, under the root, in both modes and on the way
    back. (lecture BN2)"""

    edits = {
        "x_hat, mu, var = normalize(x, eps)": """
            _, mu, var = normalize(x, eps)
            x_hat = (x - mu) / (np.sqrt(var) + eps)
        """,
        "(x - mu) / np.sqrt(var + eps)": "(x - mu) / (np.sqrt(var) + eps)",
        "gamma, np.sqrt(var + eps)": "gamma, np.sqrt(var) + eps",
    }


class eps_not_handed_on:
    """You normalise with an eps that is always 1e-5; the argument is not used, or not everywhere. Hand eps on to your normalize, and
    take the same one at test time and on the way back. (lecture BN2)"""

    edits = {
        "normalize(x, eps)": "normalize(x)",
        "(x - mu) / np.sqrt(var + eps)": "(x - mu) / np.sqrt(var + 1e-5)",
        "gamma, np.sqrt(var + eps)": "gamma, np.sqrt(var + 1e-5)",
    }


class statistics_treated_as_constant:
    """Your dx in training is gamma / std * dout. That treats mean and variance as constants; but each x has moved them, and through
    them every output of the batch. That is why no step is wasted on shifting or scaling. (lecture BN3)"""

    edits = {"if training:\n    dx = dx - (dbeta + x_hat * dgamma) / len(dout)": ""}


class variance_treated_as_constant:
    """Your dx goes through the mean, and takes the variance for a constant. Each x has moved the variance, too: the term with x_hat
    times the sum of dout * x_hat is missing. (lecture BN3)"""

    edits = {"(dbeta + x_hat * dgamma)": "dbeta"}


class mean_treated_as_constant:
    """Your dx goes through the variance, and takes the mean for a constant. Each x has moved the mean by 1/N, and with it every
    output: the term with the sum of dout is missing. (lecture BN3)"""

    edits = {"(dbeta + x_hat * dgamma)": "x_hat * dgamma"}


class sign_of_the_way_through_the_variance:
    """The way through the variance has the wrong sign in your dx. A larger variance makes x_hat smaller: its derivative carries
    -1/2 (var + eps)^(-3/2), so the term is taken away. (lecture BN3)"""

    edits = {"(dbeta + x_hat * dgamma)": "(dbeta - x_hat * dgamma)"}


class size_of_the_way_through_the_variance:
    """The way through the variance has the right sign and not the right size in your dx. The derivative of (var + eps)^(-1/2)
    by var is -1/2 (var + eps)^(-3/2): the half, and one power less. (lecture BN3)"""

    edits = (
        {"(dbeta + x_hat * dgamma)": "(dbeta + x_hat * dgamma * std**2)"},
        {"(dbeta + x_hat * dgamma)": "(dbeta + x_hat * dgamma * std)"},
        {"(dbeta + x_hat * dgamma)": "(dbeta + x_hat * dgamma / std)"},
        {"(dbeta + x_hat * dgamma)": "(dbeta + x_hat * dgamma * 2)"},
        {"(dbeta + x_hat * dgamma)": "(dbeta + x_hat * dgamma / 2)"},
    )


class batch_size_forgotten:
    """The mean and the variance are means: each x moves them by 1/N. In your dx the two ways through them are N times too
    large. (lecture BN3)"""

    edits = {" / len(dout)": ""}


class divided_by_the_number_of_features:
    """In your dx you divide by the number of features where the number of examples belongs: mean and variance are over the N
    examples, dout.shape[0]. For a square batch the two are equal, which hides it. (lecture BN3)"""

    edits = {"len(dout)": "dout.shape[1]"}


class gamma_forgotten_on_the_way_back:
    """Your dx has no gamma. out is gamma x_hat + beta, so what reaches x_hat is gamma * dout. (lecture BN3)"""

    edits = {"gamma / std * dx": "dx / std"}


class deviation_forgotten_on_the_way_back:
    """Your dx is not divided by the deviation. x_hat is (x - mu) / sqrt(var + eps): a small step of x is a step of x_hat that is
    sqrt(var + eps) times smaller. (lecture BN3)"""

    edits = {"gamma / std * dx": "gamma * dx"}


class variance_for_the_deviation_on_the_way_back:
    """In your dx you divide by the variance. What x - mu was divided by is its root, sqrt(var + eps). (lecture BN3)"""

    edits = {"gamma / std * dx": "gamma / std**2 * dx"}


class backward_of_training_at_test_time:
    """Your backward pass does the same after both modes. At test time mean and variance are the running ones, and no x has moved
    them: dx is gamma / std * dout. Keep the mode in the cache. (lecture BN4)"""

    edits = (
        {"batchnorm_backward": {"if training:": "if True:"}},
        {
            "if training:\n    dx = dx - (dbeta + x_hat * dgamma) / len(dout)": """
                dx = dx - (dbeta + (x_hat - x_hat.mean(axis=0)) * dgamma) / len(dout)
            """
        },
    )


class averages_dgamma_or_dbeta:
    """You take the mean over the examples for dgamma or dbeta. The loss is a mean, and has put its 1/N into dout already: here the
    examples are added. (lecture BN3)"""

    edits = (
        {"dx, dgamma, dbeta": "dx, dgamma / len(dout), dbeta / len(dout)"},
        {"dx, dgamma, dbeta": "dx, dgamma / len(dout), dbeta"},
        {"dx, dgamma, dbeta": "dx, dgamma, dbeta / len(dout)"},
    )


class divided_by_the_batch_again:
    """Every gradient of yours is N times too small. The loss has divided by N already; nobody divides twice. (lecture BN3)"""

    edits = {"x_hat, gamma, std, training = cache": "x_hat, gamma, std, training = cache\ndout = dout / len(dout)"}


class gradients_for_each_example:
    """Your dgamma and dbeta have a row for each example. All examples share one gamma and one beta: add their shares up, axis 0.
    (lecture BN3)"""

    edits = {"dx, dgamma, dbeta": "dx, dout * x_hat, dout"}


class gradients_over_all_features:
    """Your dgamma and dbeta are single numbers: you added up everything. Each feature has a gamma and a beta of its own: add over
    the examples only, axis 0. (lecture BN3)"""

    edits = {"dx, dgamma, dbeta": "dx, dgamma.sum(), dbeta.sum()"}


class dgamma_before_normalising:
    """Your dgamma is made with x, or with x - mu. What gamma was multiplied by is x_hat: dgamma is the sum of dout * x_hat.
    (lecture BN3)"""

    edits = (
        {
            "np.sqrt(var + eps), training)": "np.sqrt(var + eps), training, x)",
            "x_hat, gamma, std, training = cache": "x_hat, gamma, std, training, x = cache",
            "dx, dgamma, dbeta": "dx, (dout * x).sum(axis=0), dbeta",
        },
        {"dx, dgamma, dbeta": "dx, dgamma * std, dbeta"},
    )


class dgamma_after_scaling:
    """Your dgamma is made with gamma times x_hat. What gamma was multiplied by is x_hat alone: dgamma is the sum of dout *
    x_hat. (lecture BN3)"""

    edits = {"dx, dgamma, dbeta": "dx, dgamma * gamma, dbeta"}


class dgamma_and_dbeta_exchanged:
    """Your dgamma and dbeta stand in each other's place: dx, dgamma, dbeta is the order that is asked for. (lecture BN3)"""

    edits = {"dx, dgamma, dbeta": "dx, dbeta, dgamma"}


class one_cache_for_all:
    """Your cache is one object that every forward pass overwrites, so a second layer wipes out what the first has kept.
    Make a new tuple in each forward pass and return it. (lecture N3)"""

    edits = {
        "eps=1e-5):": "eps=1e-5, kept=[]):",
        "return gamma * x_hat + beta, (x_hat, gamma, np.sqrt(var + eps), training), running": """
            kept[:] = x_hat, gamma, np.sqrt(var + eps), training
            return gamma * x_hat + beta, kept, running
        """,
    }


class gradient_changed_in_place:
    """`dx = dout` gives dout a second name, and `dx -= ...` then changes the array of whoever called you. Make a new
    one: `dx = dout - ...`. (lecture BN3)"""

    edits = {"dx = dx - (dbeta": "dx -= (dbeta"}


class input_changed_in_place:
    """You subtract the mean from x itself (`x -= mu`). The layer before still needs its output: make a new array, `x - mu`.
    (lecture BN2)"""

    edits = {
        "x_hat, mu, var = normalize(x, eps)": """
            _, mu, var = normalize(x, eps)
            x -= mu
            x_hat = x / np.sqrt(var + eps)
        """
    }


class sums_without_gamma:
    """Your dx is made of gamma * dout, and the sums in it are those of dout: gamma is missing there. Use dL/dx_hat, gamma * dout, in
    all three terms; or dout in all three, and gamma in front of them. (lecture BN3)"""

    edits = {
        "return gamma / std * dx, dgamma, dbeta": "return dx / std, dgamma, dbeta",
        "dx = dout": "dx = gamma * dout",
    }


class sums_over_the_features:
    """Your sums for dgamma or dbeta run along the rows, over the features. Each feature has a gamma and a beta of its own, which all
    examples share: add up over the examples, axis 0. (lecture BN3)"""

    edits = (
        {"return gamma / std * dx, dgamma, dbeta": "return gamma / std * dx, dgamma, dout.sum(axis=1)"},
        {"return gamma / std * dx, dgamma, dbeta": "return gamma / std * dx, (dout * x_hat).sum(axis=1), dbeta"},
        {
            "return gamma / std * dx, dgamma, dbeta": """
                return gamma / std * dx, (dout * x_hat).sum(axis=1), dout.sum(axis=1)
            """
        },
    )
