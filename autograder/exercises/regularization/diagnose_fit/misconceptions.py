"""Known-wrong diagnoses."""


class validation_error_for_the_gap:
    """You compare the validation error itself with `acceptable`. Overfitting is the *gap*: how far the validation
    error lies above the training error. (lecture R1)"""

    edits = {"validation_error - train_error > acceptable": "validation_error > acceptable"}


class any_gap_is_overfitting:
    """You call every validation error above the training error overfitting. On new examples a model nearly always
    does a little worse; only a gap of more than `acceptable` counts. (lecture R1)"""

    edits = {"validation_error - train_error > acceptable": "validation_error > train_error"}


class gap_looked_at_first:
    """You ask for the gap before you look at the training error. A model that does not even fit its training data
    underfits, whatever the gap is: it needs more capacity, not less. (lecture R1)"""

    edits = {
        'return "underfitting"': 'return "overfitting" if validation_error - train_error > acceptable else "underfitting"'
    }


class underfitting_by_the_validation_error:
    """You look for underfitting in the validation error, which is high in both cases. It is the *training* error that
    tells them apart. (lecture R1)"""

    edits = {"if train_error > acceptable": "if validation_error > acceptable"}


class names_swapped:
    """You have the two names the wrong way round. Too simple for its training data is underfitting; good there and
    bad elsewhere is overfitting. (lecture R1)"""

    edits = {'return "underfitting"': 'return "overfitting"', 'return "overfitting"': 'return "underfitting"'}


class threshold_on_the_wrong_side:
    """You count the threshold itself as too much: >= where > belongs. What is acceptable is accepted. (lecture R1)"""

    edits = {
        "if train_error > acceptable": "if train_error >= acceptable",
        "validation_error - train_error > acceptable": "validation_error - train_error >= acceptable",
    }


class gap_threshold_on_the_wrong_side:
    """You count a gap of exactly `acceptable` as overfitting: >= where > belongs. It is when the gap *exceeds* it.
    (lecture R1)"""

    edits = {"validation_error - train_error > acceptable": "validation_error - train_error >= acceptable"}


class both_errors_asked_about:
    """You call it underfitting only if the validation error is too high as well. The training error alone decides: on the
    validation set a model that cannot do its own exercises was lucky. (lecture R1)"""

    edits = {"if train_error > acceptable:": "if train_error > acceptable and validation_error > acceptable:"}
