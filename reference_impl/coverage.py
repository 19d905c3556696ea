"""What the lectures teach, and where: concept -> functions -> exercises -> section of a lecture -> widget.

`report()` is the table that `chainrule coverage` prints; `problems()` says which concepts have lost a function.
"""

import importlib
from dataclasses import asdict, dataclass

from reference_impl.catalogue import EXERCISES

# id | section of a lecture | functions beyond those of the exercises, module.name in reference_impl
CONCEPTS = """
N1  | EECS498: Types of Neurons | losses.softmax
N2  | CIS680: Activation function requirements | activations.leaky_relu_forward activations.elu_forward
N3  | EECS498: Overview of Neural Networks |
N4  | EE628: Computational Graph of Forward Propagation |
N5  | EECS498: Backpropagation: examples (NN with 1-hidden layer) | losses.squared_error
N6  | CIS680: Convolutional Networks | pooling.max_pool_forward
N7  | CIS680: Standard CNN | lenet.lenet_params lenet.lenet_scores experiments.lenet_training.train_lenet
L1  | CIS680: Loss / Cost function |
L2  | CIS680: Loss / Cost function |
L3  | EECS498: Softmax neurons |
L4  | CIS680: Loss / Cost function | experiments.neurons.slow_neuron
B1  | EECS498: Backpropagation: toy examples | experiments.computation_graph.Graph experiments.computation_graph.neuron
B2  | EECS498: Backpropagation: a simple example | experiments.computation_graph.toy
B3  | EECS498: Backpropagation: a simple example | experiments.computation_graph.quadratic
B4  | EECS498: Practice: Linear |
B5  | EECS498: Practice: Non-Linear Activation (Sigmoid) |
B6  | EECS498: Backpropagation: examples (NN with 1-hidden layer for regression) | linear.linear_backward
B7  | EECS498: Backpropagation: examples (NN with 1-hidden layer for classification) |
B8  | EE628: Backpropagation |
B9  | EECS498: Backpropagation (for deep neural nets) |
B10 | CIS680: Convolutional Layers |
B11 | CIS680: Convolutional Layers |
B12 | EE628: Backpropagation |
B13 | EECS498: Problems with Back Propagation | prose
O1  | SUT: Various GD types | experiments.descent.batch_paths experiments.watched_training.fit
O2  | EECS498: Learning Rate Schedule | schedules.step_size_sums
O3  | EECS498: Momentum | experiments.descent.terminal_speed experiments.descent.valley_paths
O4  | EECS498: AdaGrad |
O5  | EECS498: RMSProp |
O6  | EECS498: Adam |
O7  | EECS498: Intuition |
O8  | EECS498: Higher Order Effects: Toy Model | experiments.neurons.chain_step_sizes
O9  | SUT: Gradient Clipping | experiments.descent.cliff_paths
O10 | EECS498: Minibatching | experiments.descent.batch_paths
BN1 | EECS498: Batch Normalization Motivation |
BN2 | EECS498: Batch Normalization: forward prop |
BN3 | CIS680: Batch Normalization (Backpropagation) | batchnorm.batchnorm_backward_by_steps
BN4 | SUT: Testing |
BN5 | CIS680: Batch Normalization | experiments.generalisation.sigmoid_linear_share
BN6 | SUT: Testing |
BN7 | SUT: Performance | experiments.generalisation.batchnorm_curves
R1  | EE628: Underfitting or Overfitting | experiments.generalisation.complexity_errors
R2  | EE628: Model Complexity | experiments.generalisation.complexity_errors
R3  | EE628: Factors that tend to influence the generalizability |
R4  | EECS498: L2 Regularization | penalties.shrinkage_factors experiments.generalisation.norm_paths
R5  | EECS498: L1 Regularization | experiments.generalisation.norm_paths
R6  | SUT: L1/L2 Regularization |
R7  | EECS498: Early Stopping | early_stopping.retrain early_stopping.continue_training
R8  | EE628: Dropout in Practice |
R9  | SUT: Dropout: Test Time | experiments.generalisation.ensemble_convergence
R10 | EE628: Dropout in Practice |
R11 | EECS498: Preventing Overfitting: overview |
I1  | EE628: Numerical Stability and Initialization | experiments.depth.signal_statistics
I2  | EE628: Vanishing Gradients | experiments.neurons.sigmoid_derivative
I3  | EE628: Exploding Gradients | experiments.depth.exploding_product
I4  | CIS680: Vanishing Gradients | experiments.neurons.gradient_highway
I5  | EE628: Symmetry | experiments.depth.symmetry_gap
I6  | SUT: Weight Initialization: Random Initialization |
I7  | EE628: Parameter Initialization |
I8  | SUT: Weight Initialization: He Initialization |
I9  | SUT: Weight Initialization | experiments.depth.activation_densities
I10 | CIS680: Learning Speed | experiments.depth.learning_curve
D1  | CIS680: Deep Supervision |
D2  | CIS680: Deep Supervision (Deeply Supervised CNN) |
D3  | CIS680: Some interesting results | experiments.depth.supervision_gradients
"""

# widget of course.widgets | concepts it shows
WIDGETS = """
activation_explorer       | N1 N2 I2
graph_stepper             | B1 B2 B3
slow_neuron               | L4
signal_explorer           | I1 I9 I10
exploding_product         | I3
gradient_highway          | I4
descent_paths             | O1 O10
optimizer_race            | O1 O2 O3 O4 O5 O6
momentum_valley           | O3
step_size                 | O7 O8
clipping_cliff            | O9
polynomial_explorer       | R1 R2 R3
norm_geometry             | R4 R5 R6
early_stopping_explorer   | R7
dropout_explorer          | R8 R9
batchnorm_explorer        | BN1 BN2 BN3 BN4 BN5 BN6 BN7
conv_explorer             | N6 B10 B11
deep_supervision_explorer | D1 D2 D3
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One concept: functions as module.name, exercises as assignment/name, one section, widgets' names.

    `functions` is empty for what the lectures only talk about (then `prose` is true).
    """

    concept: str
    functions: tuple[str, ...]
    exercises: tuple[str, ...]
    section: str
    widgets: tuple[str, ...]
    prose: bool = False


def rows() -> tuple[Row, ...]:
    """The table, in the order of the concepts."""
    return tuple(_row(*(part.strip() for part in line.split("|"))) for line in CONCEPTS.strip().splitlines())


def _row(concept: str, section: str, extra: str) -> Row:
    exercises = [exercise for exercise in EXERCISES if concept in exercise.concepts]
    functions = [f"{exercise.module}.{name}" for exercise in exercises for name in exercise.functions]
    prose = extra == "prose"
    return Row(
        concept,
        tuple(dict.fromkeys(functions + ([] if prose else extra.split()))),
        tuple(exercise.key for exercise in exercises),
        section,
        tuple(line.split()[0] for line in WIDGETS.strip().splitlines() if concept in line.split()[2:]),
        prose,
    )


def problems() -> list[str]:
    """One sentence for each concept without a function, and for each function that is not there."""
    found = [f"{row.concept} has no function" for row in rows() if not row.functions and not row.prose]
    for row in rows():
        for function in row.functions:
            module, _, name = function.rpartition(".")
            if not callable(getattr(importlib.import_module(f"reference_impl.{module}"), name, None)):
                found.append(f"{row.concept}: there is no reference_impl.{function}")
    return found


def records() -> list[dict]:
    """The table for machines: one dict a row, fit for JSON."""
    return [asdict(row) for row in rows()]


def report() -> str:
    """The table for people: a few short lines for each concept."""
    lines = []
    for row in rows():
        lines.append(f"{row.concept:<4} {row.section}")
        parts = ("function", row.functions or ("prose",)), ("exercise", row.exercises), ("widget", row.widgets)
        lines += [f"     {kind:<9} {', '.join(names)}" for kind, names in parts if names]
    return "\n".join(lines)
