"""By recursion over the inputs, with first and second moments."""


def moments(terms, p):
    if len(terms) == 0:
        return 0.0, 0.0
    m1, m2 = moments(terms[1:], p)
    t, q = float(terms[0]) / (1 - p), 1 - p
    return m1 + q * t, m2 + 2 * q * t * m1 + q * t * t


def exact_average(w, x, p):
    first, second = moments(w * x, p)
    return first, second - first**2
