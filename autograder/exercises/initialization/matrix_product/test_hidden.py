"""Hidden suite of initialization/matrix_product."""

import numpy as np

from course import checks

HINT = "Multiply first, then take the root of the sum of all squared entries of the product up to here."


def draw(rng, n, count, std=1.0):
    """M (n, n) and count factors (count, n, n)."""
    return rng.normal(0, std, (n, n)), rng.normal(0, std, (count, n, n))


def assert_like_reference(student, reference, M, factors, rtol=1e-7, hint=HINT):
    norms = student.matrix_product_norms(M, factors)
    expected = reference.matrix_product_norms(M.astype(float), factors.astype(float))
    checks.assert_close(norms, expected, name="norms", rtol=rtol, atol=0.0, hint=hint, lecture="I3")


def test_one_factor(student, reference, rng):
    """A single factor gives a single norm: that of M @ factor"""
    for n in (1, 3, 5):
        M, factors = draw(rng, n, 1)
        for some in (factors, 2 * factors):
            assert_like_reference(student, reference, M, some)


def test_several_factors(student, reference, rng):
    """There is a norm for each factor, of the product up to there"""
    for n, count in ((3, 2), (2, 7), (5, 4)):
        assert_like_reference(student, reference, *draw(rng, n, count))


def test_factors_are_multiplied_from_the_right(student, reference, rng):
    """The first factor is multiplied first, and each from the right"""
    M, factors = draw(rng, 3, 3)
    M[1:] = 0.0  # one row alone: from the left, columns would be mixed
    assert_like_reference(
        student, reference, M, factors, hint="Where does the next factor stand in M @ factors[0] @ …?"
    )


def test_the_lectures_hundred_matrices(student, reference, rng):
    """The lecture's experiment: 100 Gaussian 4x4 matrices, every norm on the way"""
    assert_like_reference(student, reference, *draw(rng, 4, 100), rtol=1e-6)


def test_products_that_vanish(student, reference, rng):
    """With small matrices the norms fall by many orders of magnitude and are still right"""
    assert_like_reference(student, reference, *draw(rng, 4, 100, std=0.2), rtol=1e-6)


def test_the_hundred_matrices_in_float32(student, reference, rng):
    """In float32 the product of a hundred matrices is a number, and so is its norm"""
    M, factors = draw(rng, 4, 100)
    growth = np.linalg.norm(factors, axis=(1, 2)).mean() / 2
    factors = np.stack([1e12 * factors[0], *(factors[1:] / growth)])  # around 1e12 at the start, never near 3e38
    factors[1] *= 1e13
    hint = "Entries of 1e25 fit into a float32, their squares do not. Which type are your squares?"
    assert_like_reference(student, reference, M.astype(np.float32), factors.astype(np.float32), rtol=1e-3, hint=hint)


def test_arguments_stay_unchanged(student, rng):
    """M and factors are the same after the call as before"""
    student.matrix_product_norms(*draw(rng, 3, 4))
    student.assert_arguments_unchanged()
