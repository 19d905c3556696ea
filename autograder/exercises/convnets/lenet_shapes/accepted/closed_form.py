"""Each size in one formula, as lists in tuples."""


def lenet_shapes(height, width, channels=1):
    conv1, pool1, conv2, pool2 = zip(sizes(height), sizes(width))
    named = zip(("conv1", "pool1", "conv2", "pool2"), (20, 20, 50, 50), (conv1, pool1, conv2, pool2))
    return (*((name, [maps, *size]) for name, maps, size in named), ("fc1", [500]), ("fc2", [10]))


def sizes(n):
    return n - 4, (n - 4) // 2, (n - 4) // 2 - 4, (n - 12) // 4


def parameter_count(height, width, channels=1):
    return 500 * channels + 30580 + 25000 * ((height - 12) // 4) * ((width - 12) // 4)
