"""A loop that follows the layers, with the count as a number of Python's."""


def activation_bytes(params, x, training):
    n, inputs = x.shape
    kept, largest = n * inputs, 0
    layer, last = 1, len(params) // 2
    while layer <= last:
        units = params[f"W{layer}"].shape[0]
        largest = max(largest, n * (inputs + units))
        kept += n * units
        kept += n * units if layer != last else 0
        inputs, layer = units, layer + 1
    return int(x.itemsize) * (kept if training else largest)
