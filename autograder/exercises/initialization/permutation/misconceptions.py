"""Known-wrong permutations of hidden units."""


class order_read_the_other_way:
    """You put the old unit i at the place order[i]. It is the other way round here: order[i] is the old place of the
    new unit i, which is what indexing does, W1[order]. Swapping two units hides the difference. (lecture I11)"""

    edits = {"order = np.array(order)": "order = np.argsort(order)"}


class second_layer_forgotten:
    """You move the rows of W1 and leave W2 as it was, so each output now reads units that it does not know. Columns of
    W2 must change places in the same way. (lecture I11)"""

    edits = {'params["W2"][:, order]': 'params["W2"].copy()'}


class biases_forgotten:
    """You leave b1 as it was: the units change places without their biases. (lecture I11)"""

    edits = {'params["b1"][order]': 'params["b1"].copy()'}


class columns_of_the_second_layer_the_other_way:
    """You move the columns of W2 in the inverse order. A unit leaves its old place together with all that hangs on it:
    the same order in W1, b1 and W2. (lecture I11)"""

    edits = {'params["W2"][:, order]': 'params["W2"][:, np.argsort(order)]'}


class rows_of_the_second_layer:
    """You move rows of W2. Its rows are the outputs; hidden units are its columns: W2[:, order]. (lecture I11)"""

    edits = (
        {'params["W2"][:, order]': 'params["W2"][order % len(params["W2"])]'},
        {'params["W2"][:, order]': 'params["W2"][order]'},
    )


class inputs_change_places:
    """You move columns of W1. Those are the inputs; hidden units are its rows: W1[order]. (lecture I11)"""

    edits = (
        {'params["W1"][order]': 'params["W1"][:, order[order < params["W1"].shape[1]]]'},
        {'params["W1"][order]': 'params["W1"][:, order]'},
    )


class outputs_change_places_too:
    """You move the rows of W2 and b2 as well as the columns, so the outputs come in another order. They stay. (lecture
    I11)"""

    edits = {
        'params["W2"][:, order]': 'params["W2"][:, order][order[order < len(params["b2"])]]',
        'params["b2"].copy()': 'params["b2"][order[order < len(params["b2"])]]',
    }


class params_changed_in_place:
    """Your numbers are right, but you write them into params itself, so the old network is gone. Make a new dict with
    new arrays. (lecture I11)"""

    def permute_hidden(params, order):
        params["W1"], params["b1"] = params["W1"][order], params["b1"][order]
        params["W2"] = params["W2"][:, order]
        return params
