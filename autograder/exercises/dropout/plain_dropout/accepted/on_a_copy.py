"""Units are struck out of a copy."""


def plain_dropout(x, p, rng, training):
    out = x.copy()
    if training:
        out[rng.uniform(0, 1, x.shape) < p] = 0
    else:
        out -= p * x
    return out
