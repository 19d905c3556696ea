"""Known-wrong watchmen."""

import numpy as np


class equal_counts_as_lower:
    """You take an equal error for progress: `<=` where `<` belongs. On a plateau your training would never stop.
    (lecture R7)"""

    edits = {"error < self.best_error": "error <= self.best_error"}


class compared_with_the_epoch_before:
    """You compare an error with that of the epoch before. A bump of one epoch, and everything after it looks like
    progress: compare with the best so far. (lecture R7)"""

    edits = {
        "self.epoch, self.waited = 0, 0": "self.epoch, self.waited, self.last = 0, 0, np.inf",
        "if error < self.best_error:": "better, self.last = error < self.last, error\nif better:",
    }


class nan_taken_for_the_best:
    """You ask whether the error is *not lower*, and take everything else for progress. Comparisons with nan are all
    false, so a nan becomes the best error, and nothing is lower than nan ever after. Ask whether it is lower. (lecture
    R7)"""

    edits = {"if error < self.best_error:": "if not error >= self.best_error:"}


class kept_without_a_copy:
    """You keep the very dict and arrays that you were given. Training goes on and changes them, and your best
    parameters are the last ones. Copy each array. (lecture R7)"""

    edits = {"{name: w.copy() for name, w in params.items()}": "params"}


class dict_copied_arrays_not:
    """You copy the dict, and the arrays in it are still the caller's: a training loop that writes into them writes
    into your best parameters. Copy each array. (lecture R7)"""

    edits = {"{name: w.copy() for name, w in params.items()}": "dict(params)"}


class last_parameters_kept:
    """You keep the parameters of every update, so the last ones remain. The best ones are wanted: store them only
    when the error is lower. (lecture R7)"""

    edits = {
        "self.best_params = {name: w.copy() for name, w in params.items()}": "pass",
        "self.epoch += 1": "self.best_params = {name: w.copy() for name, w in params.items()}\nself.epoch += 1",
    }


class count_never_set_back:
    """You count all updates without progress, and a lower error does not set the count back. Patience is about
    updates *in a row*. (lecture R7)"""

    class EarlyStopping:
        def __init__(self, patience):
            self.patience, self.epoch, self.waited = patience, 0, 0
            self.best_error, self.best_params, self.best_epoch = np.inf, None, None

        def update(self, error, params):
            if error < self.best_error:
                self.best_error, self.best_epoch = error, self.epoch
                self.best_params = {name: w.copy() for name, w in params.items()}
            else:
                self.waited += 1
            self.epoch += 1
            return self.waited >= self.patience


class one_too_patient:
    """You wait one update longer than `patience` says: `>` where `>=` belongs. (lecture R7)"""

    edits = {"self.waited >= self.patience": "self.waited > self.patience"}


class one_too_impatient:
    """You stop one update earlier than `patience` says. That many updates in a row must have brought nothing. (lecture
    R7)"""

    edits = {"self.waited >= self.patience": "self.waited >= self.patience - 1"}


class stops_while_it_gets_better:
    """Your answer is the wrong way round: True says go on. It says stop: True once `patience` updates brought nothing.
    (lecture R7)"""

    edits = {"self.waited >= self.patience": "self.waited < self.patience"}


class all_updates_counted:
    """You stop after `patience` updates in all, whatever the errors are. Only those in a row that brought no lower error
    count. (lecture R7)"""

    edits = {"self.waited >= self.patience": "self.epoch >= self.patience"}


class no_patience:
    """You stop at the first error that is not lower and do not look at patience. Validation errors are noisy; give
    them a few epochs. (lecture R7)"""

    edits = {"self.waited >= self.patience": "self.waited >= 1"}


class epochs_counted_from_one:
    """Your best_epoch counts from 1. In Python and in this course the first epoch is epoch 0; how many epochs were
    run until then is best_epoch + 1. (lecture R7)"""

    edits = {"= error, self.epoch": "= error, self.epoch + 1"}


class only_better_epochs_counted:
    """Your best_epoch counts how often the error got lower, and leaves out the epochs in between. Every update is an
    epoch. (lecture R7)"""

    class EarlyStopping:
        def __init__(self, patience):
            self.patience, self.waited = patience, 0
            self.best_error, self.best_params, self.best_epoch = np.inf, None, -1

        def update(self, error, params):
            if error < self.best_error:
                self.best_error, self.best_epoch = error, self.best_epoch + 1
                self.best_params = {name: w.copy() for name, w in params.items()}
                self.waited = 0
            else:
                self.waited += 1
            return self.waited >= self.patience


class lower_by_a_tolerance:
    """You take an error for lower only if it is lower by some small number. Errors may be small themselves, and a training
    that gets better slowly is stopped: lower is lower, by however little. (lecture R7)"""

    edits = (
        {"if error < self.best_error": "if error < self.best_error - 1e-4"},
        {"if error < self.best_error": "if error < self.best_error - 1e-8"},
    )


class compared_with_the_last:
    """You count the updates that bring no lower error than the one *before*. A bumpy way down then looks like progress:
    compare with the best so far. (lecture R7)"""

    class EarlyStopping:
        def __init__(self, patience):
            self.patience, self.epoch, self.waited, self.last = patience, 0, 0, np.inf
            self.best_error, self.best_params, self.best_epoch = np.inf, None, None

        def update(self, error, params):
            if error < self.best_error:
                self.best_error, self.best_epoch = error, self.epoch
                self.best_params = {name: w.copy() for name, w in params.items()}
            self.waited = 0 if error < self.last else self.waited + 1
            self.last = error
            self.epoch += 1
            return self.waited >= self.patience


class starts_from_zero:
    """Your best_error begins at 0, and no error is lower than that. Begin with infinity: the first error is then the
    best so far, whatever it is. (lecture R7)"""

    edits = {"np.inf, None, None": "0.0, None, None"}


class starts_from_a_large_number:
    """Your best_error begins at a number that looks large. Some day an error is larger; np.inf is larger than all of
    them. (lecture R7)"""

    edits = {"np.inf, None, None": "1e9, None, None"}


class starts_without_an_error:
    """Your best_error begins as None, and you ask for None at each update. Begin with infinity: any error is lower, the first
    update is like every other, and whoever looks before it finds a number. (lecture R7)"""

    edits = {
        "np.inf, None, None": "None, None, None",
        "error < self.best_error": "not np.isnan(error) and (self.best_error is None or error < self.best_error)",
    }


class best_error_not_kept:
    """You do not store the lower error, and every update is compared with infinity: all of them look like progress.
    (lecture R7)"""

    edits = {"self.best_error, self.best_epoch = error, self.epoch": "self.best_epoch = self.epoch"}


class shared_by_all:
    """Your attributes belong to the class and not to the object: EarlyStopping.best_error, say, or a global. A second
    stopper wipes out what the first one knows. Set them on self. (lecture R7)"""

    class EarlyStopping:
        def __init__(self, patience):
            self.patience = patience
            EarlyStopping.epoch, EarlyStopping.waited = 0, 0
            EarlyStopping.best_error, EarlyStopping.best_params, EarlyStopping.best_epoch = np.inf, None, None

        def update(self, error, params):
            if error < EarlyStopping.best_error:
                EarlyStopping.best_error, EarlyStopping.best_epoch = error, EarlyStopping.epoch
                EarlyStopping.best_params = {name: w.copy() for name, w in params.items()}
                EarlyStopping.waited = 0
            else:
                EarlyStopping.waited += 1
            EarlyStopping.epoch += 1
            return EarlyStopping.waited >= self.patience


class said_only_once:
    """You say stop when the count is *equal* to patience. Whoever asks once more, after a longer epoch or with a
    patience that was lowered, is never told again: `>=`. (lecture R7)"""

    edits = {"self.waited >= self.patience": "self.waited == self.patience"}


class parameters_emptied:
    """Your answers are right, but you change the parameters that you were given: `params.pop` or a write into its
    arrays. Training still needs them. (lecture R7)"""

    edits = {"self.epoch += 1": "self.epoch += 1\nfor w in params.values():\n    w *= 0.5"}


class last_parameters_at_the_stop:
    """When you say stop you put the parameters of that update into best_params. The best ones are those that you have kept
    since the lowest error: leave them there. (lecture R7)"""

    edits = {
        "self.epoch += 1": """
            self.epoch += 1
            if self.waited >= self.patience:
                self.best_params = {name: w.copy() for name, w in params.items()}
        """
    }


class not_higher_counts_as_lower:
    """You ask whether an error is *not higher* than the best. An equal one is not, nor is nan, whose comparisons are all
    false: both pass for progress. Ask whether it is lower, error < best_error. (lecture R7)"""

    edits = {"if error < self.best_error:": "if not error > self.best_error:"}


def observe_run(arguments, result):
    """A number that is no error was there from the beginning: however large it is, that is one mistake."""
    answers, error, epoch, params = result
    return answers, error if error in arguments["errors"] else None, epoch, params
