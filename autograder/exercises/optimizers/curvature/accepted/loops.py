import math

import numpy as np


def slope_and_bend(g, H):
    n = len(g)
    slope = sum(float(g[i]) ** 2 for i in range(n))
    bend = sum(float(g[i]) * float(H[i, j]) * float(g[j]) for i in range(n) for j in range(n))
    return slope, bend


def predicted_change(g, H, eps):
    slope, bend = slope_and_bend(g, H)
    return eps * (eps * bend / 2 - slope)


def best_step(g, H):
    slope, bend = slope_and_bend(g, H)
    return slope / bend if bend > 0 else math.inf
