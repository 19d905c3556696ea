def early_stopping_factors(eigenvalues, eps, steps):
    factors = []
    for value in eigenvalues:
        factors.append(1.0 - pow(1.0 - eps * float(value), steps))
    return factors


def equivalent_l2(eps, steps):
    return 1.0 / eps / steps
