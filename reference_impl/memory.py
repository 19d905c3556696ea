"""What backpropagation costs in memory (lectures B12)."""

from reference_impl.checking import checked
from reference_impl.networks import stack_of_layers


@checked(params=stack_of_layers, x="(N, D)", training="boolean")
def activation_bytes(params, x, training):
    """Bytes of the activations that must be in memory at once, for a stack of linear layers with ReLU (lectures B12).

    The stack: z_l = h_{l-1} W_l^T + b_l, h_l = ReLU(z_l), h_0 = x; no ReLU follows the last layer. Parameters and
    gradients do not count; every activation is of the type of x.

    In training x, every z and every h are kept for the backward pass. In prediction a layer needs its input h_{l-1}
    and its output (z_l, which ReLU overwrites) and nothing else; the largest such pair counts.

    Args:
        params: dict W1 b1 ... WL bL.
        x: (N, D) batch of inputs.
        training: True in training, False in prediction.
    Returns:
        bytes: an integer.
    """
    L = len(params) // 2
    widths = [x.shape[1]] + [len(params[f"b{layer}"]) for layer in range(1, L + 1)]
    if training:
        numbers = widths[0] + 2 * sum(widths[1:-1]) + widths[-1]
    else:
        numbers = max(widths[layer - 1] + widths[layer] for layer in range(1, L + 1))
    return len(x) * numbers * x.itemsize
