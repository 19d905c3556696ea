"""One sigmoid neuron on one example: why it learns slowly under the quadratic loss (lectures L4)."""

import numpy as np

from reference_impl.activations import sigmoid_backward, sigmoid_forward
from reference_impl.checking import checked


@checked(w="number", b="number", x="number", y="in [0, 1]", loss="one of quadratic cross_entropy")
def neuron_gradient(w, b, x, y, loss):
    """Loss of the neuron a = sigmoid(w x + b) on one example, and its derivatives by w and b (lectures L4).

    Quadratic loss: (a - y)^2 / 2. Cross entropy: -y log a - (1 - y) log(1 - a).

    Args:
        w, b, x: numbers.
        y: target, from 0 to 1.
        loss: "quadratic" or "cross_entropy".
    Returns:
        value: the loss.
        dw, db: its derivatives.
    """
    z = w * x + b
    a, cache = sigmoid_forward(z)
    if loss == "quadratic":
        value = (a - y) ** 2 / 2
        dz = sigmoid_backward(a - y, cache)
    else:
        value = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
        dz = a - y
    return value, dz * x, dz


@checked(lr="number > 0", steps="integer >= 0")
def train_neuron(w, b, x, y, loss, lr, steps):
    """Learning curve of the neuron under gradient descent (lectures L4).

    Args:
        w, b: where it starts.
        x, y: the one example.
        loss: "quadratic" or "cross_entropy".
        lr: learning rate.
        steps: number of updates.
    Returns:
        losses: (steps,) the loss before each update.
    """
    losses = np.zeros(steps)
    for step in range(steps):
        losses[step], dw, db = neuron_gradient(w, b, x, y, loss)
        w, b = w - lr * dw, b - lr * db
    return losses
