"""Known-wrong measurements of who learns."""

import numpy as np


class sizes_forgotten:
    """You take the mean of the gradients with their signs. Large positive and large negative ones cancel there, and a
    layer that learns a lot looks as if it stood still: absolute values first. (lecture D3)"""

    edits = {"np.abs(g).mean(dtype=float)": "np.mean(g, dtype=float)"}


class size_of_the_mean:
    """You take the mean first and its absolute value afterwards. By then the signs have cancelled: absolute values
    first, and then the mean. (lecture D3)"""

    edits = {"np.abs(g).mean(dtype=float)": "np.abs(np.mean(g, dtype=float))"}


class sum_of_the_sizes:
    """You add up the sizes. A large layer has a large sum although none of its weights moves: divide by how many there
    are, that is, take the mean. (lecture D3)"""

    edits = {"np.abs(g).mean(dtype=float)": "np.abs(g).sum(dtype=float)"}


class root_of_the_mean_square:
    """You square, average and take the root. That is a size as well, but another one: large entries count for more. The lecture's
    picture shows the mean of absolute values. (lecture D3)"""

    edits = {"np.abs(g).mean(dtype=float)": "np.sqrt(np.square(g, dtype=float).mean())"}


class length_of_the_gradient:
    """You return the norm of each gradient, which grows with the number of weights. Asked for is the mean of absolute
    values, by which layers of different sizes can be compared. (lecture D3)"""

    edits = {"np.abs(g).mean(dtype=float)": "np.linalg.norm(np.ravel(g).astype(float))"}


class largest_size:
    """You return the largest absolute value of each layer. One weight says little about the others: take the mean.
    (lecture D3)"""

    edits = {"np.abs(g).mean(dtype=float)": "np.abs(g).max()"}


class a_number_for_each_unit:
    """You average within each row only, so that a layer gets a number for each of its units. All entries of the array go into one
    mean. (lecture D3)"""

    edits = {
        "float(np.abs(g).mean(dtype=float))": "np.abs(g).mean(axis=-1, dtype=float) if np.ndim(g) else abs(float(g))"
    }


class names_kept_whole:
    """You call a layer by the whole name of its gradient. The layer is what stands between prefix and suffix: of "W1"
    it is "1". (lecture D3)"""

    edits = {"name[len(prefix) : len(name) - len(suffix)]": "name"}


class layers_as_numbers:
    """You call a layer 1 where it is called "1". A name is a text, and not every layer has a number: think of "conv1".
    (lecture D3)"""

    def mean_abs_gradients(grads, prefix="W", suffix=""):
        layers = {}
        for name, g in grads.items():
            if name.startswith(prefix) and name.endswith(suffix):
                layer = name[len(prefix) : len(name) - len(suffix)]
                layers[int(layer) if layer.isdigit() else layer] = float(np.abs(g).mean(dtype=float))
        return layers


class first_letter_cut_off:
    """You cut off the first letter of a name, whatever the prefix is. It may be longer, and it may be empty:
    name[len(prefix):]. (lecture D3)"""

    edits = {"name[len(prefix) : len(name) - len(suffix)]": "name[1 : len(name) - len(suffix)]"}


class empty_suffix_cuts_everything:
    """You cut with name[...:-len(suffix)]. For the empty suffix that is name[...:-0], which is nothing at all, so
    every layer is called "" and only the last one is left. Count from the front: len(name) - len(suffix). (lecture
    D3)"""

    edits = {"len(name) - len(suffix)": "-len(suffix)"}


class suffix_left_on:
    """You cut off the prefix and leave the suffix on: the layer of "conv1_w" is "conv1". (lecture D3)"""

    edits = {"name[len(prefix) : len(name) - len(suffix)]": "name[len(prefix) :]"}


class letters_stripped:
    """You use lstrip, rstrip or strip with prefix and suffix. They do not take off a text, but every letter that is in it, as long as
    they find one: "raw_w".rstrip("_w") is "ra". Use removeprefix and removesuffix, or cut by length. (lecture D3)"""

    edits = (
        {"name[len(prefix) : len(name) - len(suffix)]": "name.lstrip(prefix).rstrip(suffix)"},
        {"name[len(prefix) : len(name) - len(suffix)]": "name.strip(prefix + suffix)"},
    )


class taken_out_everywhere:
    """You use replace, which takes prefix and suffix out wherever they stand in a name, the middle included: "W1W" becomes "1". Only
    the ends count. (lecture D3)"""

    edits = {"name[len(prefix) : len(name) - len(suffix)]": 'name.replace(prefix, "").replace(suffix, "")'}


class found_anywhere:
    """You take every name that *contains* prefix and suffix. They stand at its two ends: startswith and endswith.
    (lecture D3)"""

    edits = {"name.startswith(prefix) and name.endswith(suffix)": "prefix in name and suffix in name"}


class suffix_not_asked_for:
    """You do not look at the suffix when you choose, so biases get in where weights are asked for. A name must begin
    with the prefix *and* end with the suffix. (lecture D3)"""

    edits = {"name.startswith(prefix) and name.endswith(suffix)": "name.startswith(prefix)"}


class prefix_not_asked_for:
    """You do not look at the prefix when you choose: all gradients get in, and those of one layer write over each
    other. A name must begin with the prefix *and* end with the suffix. (lecture D3)"""

    edits = {"name.startswith(prefix) and name.endswith(suffix)": "name.endswith(suffix)"}


class either_end_is_enough:
    """You take a name that begins with the prefix *or* ends with the suffix. It must do both; and every name ends with
    the empty suffix. (lecture D3)"""

    edits = (
        {"startswith(prefix) and": "startswith(prefix) or"},
        {
            "name.startswith(prefix) and name.endswith(suffix)": """
                (prefix and name.startswith(prefix)) or (suffix and name.endswith(suffix))
            """
        },
    )


class sum_overflows:
    """In float32 your sum of sizes does not fit, though their mean would: it is infinite for gradients of 1e38, such as an explosion has.
    Add up in float64: np.abs(g).mean(dtype=float). (lecture D3)"""

    edits = {"mean(dtype=float)": "mean()"}


class sizes_written_into_the_gradients:
    """You write the absolute values into the gradients themselves (`out=g`), and the step that follows goes uphill
    wherever a gradient was negative. Make a new array. (lecture D3)"""

    edits = {"np.abs(g).mean": "np.abs(g, out=g if np.ndim(g) else None).mean"}


class median_for_the_mean:
    """You take the median of the sizes. Asked for is their mean: with many zeros, as behind ReLU, the two are far apart.
    (lecture D3)"""

    edits = {"np.abs(g).mean(dtype=float)": "np.median(np.abs(g))"}


class divided_by_the_rows:
    """You divide by len(g), the number of rows. The mean is over all entries: g.size of them. (lecture D3)"""

    edits = {"np.abs(g).mean(dtype=float)": "np.abs(g).sum(dtype=float) / len(g)"}
