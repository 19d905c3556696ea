def dropout_forward(x, p, rng, training):
    if not training:
        return x, None
    keep = (rng.random(x.shape) >= p) / (1 - p)
    return x * keep, keep


def dropout_backward(dout, cache):
    return dout if cache is None else dout * cache
