"""A list of layers, walked through."""

LAYERS = (("conv1", 20), ("pool1", None), ("conv2", 50), ("pool2", None))


def lenet_shapes(height, width, channels=1):
    shapes, shape = [], (channels, height, width)
    for name, kernels in LAYERS:
        C, H, W = shape
        shape = (C, H // 2, W // 2) if kernels is None else (kernels, H - 5 + 1, W - 5 + 1)
        shapes.append((name, shape))
    return shapes + [("fc1", (500,)), ("fc2", (10,))]


def parameter_count(height, width, channels=1):
    shapes = dict(lenet_shapes(height, width, channels))
    count, before = 0, channels
    for name in ("conv1", "conv2"):
        kernels = shapes[name][0]
        count += kernels * before * 5 * 5 + kernels
        before = kernels
    flat = 1
    for side in shapes["pool2"]:
        flat *= side
    for units in (500, 10):
        count += units * flat + units
        flat = units
    return count
