"""Known-wrong accounts of memory."""


class z_not_kept:
    """In training you count one number for each hidden unit. Two are kept: z, of which ReLU's backward pass wants to know where it
    was positive, and h, which the next layer's dW is made of. (lecture B12)"""

    edits = {"2 * sum(widths[1:-1])": "sum(widths[1:-1])"}


class relu_behind_the_last_layer:
    """In training you count the output twice, as z and as h. No ReLU follows the last layer. (lecture B12)"""

    edits = {"2 * sum(widths[1:-1]) + widths[-1]": "2 * sum(widths[1:])"}


class x_not_counted:
    """In training you leave x out. It is kept too: the first layer's dW is made of it. (lecture B12)"""

    edits = {"numbers = widths[0] + 2 *": "numbers = 2 *"}


class output_not_counted:
    """In training you leave out what the last layer puts out. The loss reads it. (lecture B12)"""

    edits = {" + widths[-1]": ""}


class parameters_counted:
    """You count the weights and biases as well. They are there whatever is done with them, and do not grow with the batch:
    activations alone are asked for. (lecture B12)"""

    edits = {
        "return len(x) * numbers * x.itemsize": """
            return len(x) * numbers * x.itemsize + sum(value.nbytes for value in params.values())
        """
    }


class everything_kept_in_prediction:
    """In prediction you count what training keeps. Nobody goes back, so a layer's input can go as soon as its output is there.
    (lecture B12)"""

    edits = {"if training": "if True"}


class nothing_kept_in_training:
    """In training you count what prediction needs. The way back needs every z and every h, so they all stay. (lecture B12)"""

    edits = {"if training": "if False"}


class flag_turned_round:
    """Training and prediction have changed places in your answer: it is training that keeps everything. (lecture B12)"""

    edits = {"if training": "if not training"}


class widest_layer_alone:
    """In prediction you count the widest layer alone. While a layer works, its input and its output are both there. (lecture
    B12)"""

    edits = {"max(widths[layer - 1] + widths[layer] for layer in range(1, L + 1))": "max(widths)"}


class two_widest_layers:
    """In prediction you add the two widest layers, wherever they stand. Only neighbours are there at the same time: a layer's input
    and its output. (lecture B12)"""

    edits = {"max(widths[layer - 1] + widths[layer] for layer in range(1, L + 1))": "sum(sorted(widths)[-2:])"}


class first_pair_alone:
    """In prediction you count the first layer's input and output. The largest pair may be another one. (lecture B12)"""

    edits = {"max(widths[layer - 1] + widths[layer] for layer in range(1, L + 1))": "widths[0] + widths[1]"}


class last_pair_forgotten:
    """In prediction you leave out the last layer. Its input and its output may be the largest pair. (lecture B12)"""

    edits = {
        "numbers = max(widths[layer - 1] + widths[layer] for layer in range(1, L + 1))": """
        numbers = max(widths[layer - 1] + widths[layer] for layer in range(1, max(L, 2)))
    """
    }


class z_and_h_in_prediction:
    """In prediction you count the output twice, as z and as h. There ReLU works in place: h takes the place of z. (lecture
    B12)"""

    edits = {"max(widths[layer - 1] + widths[layer] for": "max(widths[layer - 1] + 2 * widths[layer] for"}


class numbers_not_bytes:
    """You count numbers. A number takes several bytes, as many as x.itemsize says. (lecture B12)"""

    edits = {" * x.itemsize": ""}


class eight_bytes_always:
    """You take 8 bytes for each number. That is float64; a number in float32 takes 4: x.itemsize. (lecture B12)"""

    edits = {"x.itemsize": "8"}


class bytes_of_the_parameters:
    """You take the bytes of a weight for those of an activation. Here every activation is of the type of x: x.itemsize.
    (lecture B12)"""

    edits = {"x.itemsize": 'params["W1"].itemsize'}


class four_bytes_always:
    """You take 4 bytes for each number. That is float32; a number in float64 takes 8: x.itemsize. (lecture B12)"""

    edits = {"x.itemsize": "4"}


class one_example_alone:
    """You count one example. Every row of x has activations of its own. (lecture B12)"""

    edits = {"len(x) * numbers": "numbers"}


class in_megabytes:
    """You return megabytes, or kilobytes. Bytes are asked for, a whole number. (lecture B12)"""

    edits = (
        {"x.itemsize": "x.itemsize / 1024**2"},
        {"x.itemsize": "x.itemsize / 1e6"},
        {"x.itemsize": "x.itemsize / 1024"},
    )


class params_emptied:
    """You take the layers out of params (pop) while you count them, and the caller's dict is empty afterwards. Read an entry by
    params[key]. (lecture B12)"""

    edits = {'len(params[f"b{layer}"])': 'len(params.pop(f"b{layer}"))'}


class layers_in_the_order_of_the_dict:
    """You take the layers in the order in which params happens to list them. Their numbers tell the order: W1, W2, and W10 after W9.
    (lecture N3)"""

    edits = (
        {
            '[len(params[f"b{layer}"]) for layer in range(1, L + 1)]': '[len(params[key]) for key in params if key[0] == "b"]'
        },
        {
            '[len(params[f"b{layer}"]) for layer in range(1, L + 1)]': """
                [len(params[key]) for key in sorted(params) if key[0] == "b"]
            """
        },
    )
