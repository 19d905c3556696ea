import re

import numpy as np


def mean_abs_gradients(grads, prefix="W", suffix=""):
    pattern = re.compile(re.escape(prefix) + "(.*)" + re.escape(suffix))
    matches = [(pattern.fullmatch(name), g) for name, g in grads.items()]
    return {match[1]: np.mean(np.abs(g.astype(np.float64))) for match, g in matches if match}
