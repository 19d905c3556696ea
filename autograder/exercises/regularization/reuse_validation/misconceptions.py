"""Known-wrong ways to use the validation data again."""


class one_epoch_too_many:
    """retrain runs one epoch more than `epochs`. It may be that you took it for best_epoch, which counts from 0; the
    caller has added that one already. (lecture R7)"""

    edits = {"range(epochs)": "range(epochs + 1)"}


class one_epoch_too_few:
    """retrain runs one epoch less than `epochs`: range(1, n) has n - 1 steps. (lecture R7)"""

    edits = {"range(epochs)": "range(1, epochs)"}


class returned_parameters_thrown_away:
    """You call train_epoch and leave what it returns. It changes nothing in place: the trained parameters are its
    answer, and yours stay as they were. (lecture R7)"""

    edits = {
        "retrain": {"params = train_epoch": "train_epoch"},
        "continue_training": {"params = train_epoch": "train_epoch"},
    }


class every_epoch_from_the_start:
    """Every epoch of retrain begins with the fresh parameters again, so only one epoch is ever trained. Go on from
    what the last one returned. (lecture R7)"""

    edits = {
        "retrain": {
            "for _ in range(epochs):\n    params = train_epoch(params, data)\nreturn params": "trained = params\nfor _ in range(epochs):\n    trained = train_epoch(params, data)\nreturn trained"
        }
    }


class equal_is_not_enough:
    """You go on while the error is at least the target; `at most` includes the target itself: stop at <=. (lecture
    R7)"""

    edits = {"error(params) <= target": "error(params) < target"}


class asked_after_the_epoch:
    """You train first and ask then, so at least one epoch is run even if the error is low enough from the start. The
    question comes before each epoch. (lecture R7)"""

    edits = {
        "if error(params) <= target:\n    return params, epoch\nparams = train_epoch(params, data)": """
            params = train_epoch(params, data)
            if error(params) <= target:
                return params, epoch + 1
        """
    }


class epochs_counted_from_one:
    """Your parameters are right, and the number of epochs is one too large when the target is met: when you ask
    before epoch number `epoch` (from 0), that many have been run. (lecture R7)"""

    edits = {"return params, epoch\n": "return params, epoch + 1\n"}


class most_epochs_returned:
    """You always return max_epochs, not the number of epochs that it took. (lecture R7)"""

    edits = {"return params, epoch\n": "return params, max_epochs\n"}


class stops_above_the_target:
    """You stop when the error is *above* the target, which it is from the start: the comparison is the wrong way
    round. (lecture R7)"""

    edits = (
        {"error(params) <= target": "error(params) > target"},
        {"error(params) <= target": "error(params) >= target"},
    )


class target_ignored:
    """You run max_epochs in any case. max_epochs is only the limit; the target decides. (lecture R7)"""

    edits = {"error(params) <= target": "error(params) <= target and False"}


class error_never_asked_for:
    """You run max_epochs in any case and never call error. Ask error(params) before each epoch, and stop when it is at most
    the target. (lecture R7)"""

    def continue_training(params, train_epoch, error, data, target, max_epochs):
        for _ in range(max_epochs):
            params = train_epoch(params, data)
        return params, max_epochs


class error_asked_once:
    """You ask for the error once, before the loop. It changes with the parameters: ask anew before each epoch. (lecture
    R7)"""

    edits = {
        "for epoch in range(max_epochs):": "e = error(params)\nfor epoch in range(max_epochs):",
        "error(params) <= target": "e <= target",
    }


class error_of_the_old_parameters:
    """You always ask for the error of the parameters that you began with. The question is how good the present ones
    are. (lecture R7)"""

    edits = {
        "for epoch in range(max_epochs):": "first = params\nfor epoch in range(max_epochs):",
        "error(params) <= target": "error(first) <= target",
    }


class no_limit:
    """One epoch more than max_epochs is run when the target is not met. (lecture R7)"""

    edits = {"return params, max_epochs": "return train_epoch(params, data), max_epochs + 1"}


class one_epoch_beyond_the_limit:
    """Your loop goes on while the number of epochs is at most max_epochs, so that one more is run: `<=` where `<` belongs.
    (lecture R7)"""

    def continue_training(params, train_epoch, error, data, target, max_epochs):
        epochs = 0
        while epochs <= max_epochs and error(params) > target:
            params = train_epoch(params, data)
            epochs += 1
        return params, epochs


class limit_never_asked_for:
    """Your loop ends only when the error has fallen to the target. Nothing promises that this ever happens: after
    max_epochs epochs it is over in any case. (lecture R7)"""

    def continue_training(params, train_epoch, error, data, target, max_epochs):
        epochs = 0
        while error(params) > target:
            params = train_epoch(params, data)
            epochs += 1
        return params, epochs


class last_index_returned:
    """Where the target is not met you return the loop's index, which ends at max_epochs - 1. That many epochs and one more
    have been run by then: max_epochs. (lecture R7)"""

    edits = (
        {"return params, max_epochs": "return params, epoch"},
        {"return params, max_epochs": "return params, max(max_epochs - 1, 0)"},
    )


class best_parameters_returned:
    """You return the parameters with the lowest error on the way. This is no early stopping: what has been trained last is
    returned, and max_epochs alone ends a run that gets worse. (lecture R7)"""

    def continue_training(params, train_epoch, error, data, target, max_epochs):
        best = params
        for epoch in range(max_epochs):
            if error(params) <= target:
                return params, epoch
            params = train_epoch(params, data)
            best = params if error(params) < error(best) else best
        return best, max_epochs


class first_parameters_when_missed:
    """Where the target is not met you return the parameters that you began with, as if nothing had been trained.
    Asked for is what was reached. (lecture R7)"""

    edits = {
        "for epoch in range(max_epochs):": "first = params\nfor epoch in range(max_epochs):",
        "return params, max_epochs": "return first, max_epochs",
    }


class half_of_the_data:
    """You do not hand the data on as they are: train_epoch got something else. All data, training and validation
    together, go into every epoch. (lecture R7)"""

    edits = {
        "retrain": {"train_epoch(params, data)": "train_epoch(params, data[::-1])"},
        "continue_training": {"train_epoch(params, data)": "train_epoch(params, data[::-1])"},
    }


class start_cleared:
    """Your answers are right, but you empty the parameters that you were given, or write into them. The caller may
    want to compare. (lecture R7)"""

    edits = {
        "retrain": {
            "for _ in range(epochs):": "given, params = params, {name: w.copy() for name, w in params.items()}\nfor w in given.values():\n    w *= 0\nfor _ in range(epochs):"
        },
    }
