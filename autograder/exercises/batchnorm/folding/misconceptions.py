"""Known-wrong foldings."""


class gamma_left_out:
    """You leave out gamma. The slide's formulas do so, too; but the layer ends with gamma x_hat + beta, so the scale of each row,
    and of b - mu, is gamma / sqrt(var + eps). (lecture BN6)"""

    edits = {
        "return scale[:, None] * W": 'return W / np.sqrt(running["var"] + eps)[:, None]',
        'scale * (b - running["mean"])': '(b - running["mean"]) / np.sqrt(running["var"] + eps)',
    }


class columns_scaled:
    """You scale the columns of W, which belong to the inputs. gamma and the deviation belong to the units, the rows: a product
    with scale[:, None]. Unless the layer is square NumPy would have refused. (lecture BN6)"""

    edits = {"scale[:, None] * W": "scale * W"}


class divided_by_the_variance:
    """You divide by the variance. The normalisation divides by the deviation, its root. (lecture BN6)"""

    edits = {'np.sqrt(running["var"] + eps)': '(running["var"] + eps)'}


class no_eps:
    """You leave out eps. The folded layer has to answer just as the two did, and they divide by sqrt(var + eps). (lecture BN6)"""

    edits = {'np.sqrt(running["var"] + eps)': 'np.sqrt(running["var"])'}


class eps_outside_the_root:
    """You add eps to the deviation. The normalisation adds it to the variance, under the root. (lecture BN6)"""

    edits = {'np.sqrt(running["var"] + eps)': '(np.sqrt(running["var"]) + eps)'}


class eps_of_your_own:
    """Your eps is always 1e-5; the argument is never used. It has to be the one that the normalisation was trained with. (lecture BN6)"""

    edits = {'np.sqrt(running["var"] + eps)': 'np.sqrt(running["var"] + 1e-5)'}


class bias_not_normalised:
    """You scale W, and only add beta to b. The bias goes through the normalisation like everything else: minus the mean, times
    gamma / sqrt(var + eps), plus beta. (lecture BN6)"""

    edits = {'scale * (b - running["mean"]) + beta': "b + beta"}


class bias_not_scaled:
    """You do not scale b. It is part of what is normalised: minus the mean, times gamma / sqrt(var + eps). (lecture BN6)"""

    edits = {'scale * (b - running["mean"])': '(b - scale * running["mean"])'}


class mean_not_scaled:
    """You scale b and take the mean away afterwards. The mean is taken away before the scale: scale * (b - mean) + beta. (lecture BN6)"""

    edits = {'scale * (b - running["mean"])': 'scale * b - running["mean"]'}


class mean_forgotten:
    """You forget the running mean. What is scaled is the distance from it: scale * (b - mean) + beta. (lecture BN6)"""

    edits = {'(b - running["mean"])': "b"}


class mean_added:
    """You add the running mean where it is taken away. (lecture BN6)"""

    edits = {'(b - running["mean"])': '(b + running["mean"])'}


class bias_forgotten:
    """You forget the linear layer's own b. It stands inside of the normalisation: scale * (b - mean) + beta. (lecture BN6)"""

    edits = {'(b - running["mean"])': '-running["mean"]'}


class beta_scaled:
    """You scale beta as well. It is added when everything else has been scaled: scale * (b - mean) + beta. (lecture BN6)"""

    edits = {'scale * (b - running["mean"]) + beta': 'scale * (b - running["mean"] + beta)'}


class beta_forgotten:
    """You forget beta: the new layer is shifted by it. (lecture BN6)"""

    edits = {'(b - running["mean"]) + beta': '(b - running["mean"])'}


class weights_changed_in_place:
    """Your numbers are right, but you write them into W and b themselves. Whoever goes on training needs the old ones. Make new
    arrays. (lecture BN6)"""

    edits = (
        {
            'return scale[:, None] * W, scale * (b - running["mean"]) + beta': """
                W *= scale[:, None]
                b -= running["mean"]
                b *= scale
                b += beta
                return W, b
            """
        },
        {
            'return scale[:, None] * W, scale * (b - running["mean"]) + beta': """
                W *= scale[:, None]
                return W, scale * (b - running["mean"]) + beta
            """
        },
    )


class multiplied_by_the_deviation:
    """You multiply by the root of the variance where the normalisation divides by it. (lecture BN6)"""

    edits = {"gamma / np.sqrt": "gamma * np.sqrt"}


class bias_not_folded:
    """You fold the normalisation into W and leave b as it was. b is normalised, scaled and shifted like everything else: scale * (b -
    mean) + beta. (lecture BN6)"""

    edits = {'scale * (b - running["mean"]) + beta': "b.copy()"}
