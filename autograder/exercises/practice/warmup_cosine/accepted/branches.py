import math


def warmup_cosine(k, eps_max, eps_min, warmup, total):
    if k >= total:
        return eps_min
    if warmup > 0 and k + 1 <= warmup:
        return eps_max / warmup * (k + 1)
    middle, half = (eps_max + eps_min) / 2, (eps_max - eps_min) / 2
    return middle + half * math.cos(math.pi * (k - warmup) / (total - warmup))
