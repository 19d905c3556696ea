"""Hidden suite of shrinkage: the minimum of a quadratic loss with an L2 penalty, and with an L1 penalty."""

import numpy as np
import pytest

from course.checks import assert_close

L2_HINT = "H (theta - theta*) + lam theta is 0 there."
L1_HINT = "Each weight by itself: towards 0 by lam / h, and no further than 0."


def hessian(rng, n, lowest=0.5):
    """A symmetric matrix, far from diagonal, with eigenvalues from `lowest` up."""
    Q, _ = np.linalg.qr(rng.normal(size=(n, n)))
    return (Q * (lowest + np.arange(n) + rng.uniform(0.0, 0.4, n))) @ Q.T


def draw(rng, n):
    """Numbers of both signs and away from 0."""
    return rng.uniform(1.0, 2.0, n) * np.where(rng.permutation(n) % 2, 1.0, -1.0)


def l2(student, H, theta_star, lam, hint=L2_HINT):
    expected = np.linalg.solve(H + lam * np.eye(len(H)), H @ theta_star)
    got = student.l2_optimum(H, theta_star, lam)
    assert_close(got, expected, name="theta under L2", like="theta_star", atol=1e-9, hint=hint, lecture="R4")
    return np.asarray(got)


def l1(student, h_diag, theta_star, lam, hint=L1_HINT):
    expected = np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0)
    got = student.l1_optimum(h_diag, theta_star, lam)
    assert_close(got, expected, name="theta under L1", like="theta_star", hint=hint, lecture="R5")
    return np.asarray(got)


@pytest.mark.parametrize("n", [2, 5])
def test_l2_optimum(student, rng, n):
    """Under L2 the two gradients cancel, for Hessians that are not diagonal"""
    for lam in rng.uniform([0.3, 1.2], [0.6, 1.8]):
        l2(student, hessian(rng, n), draw(rng, n), lam)


def test_l2_shrinks_along_eigenvectors(student, rng):
    """Along each eigenvector of H the share eigenvalue / (eigenvalue + lam) is kept"""
    H, lam = hessian(rng, 4), rng.uniform(0.6, 1.2)
    values, vectors = np.linalg.eigh(H)
    for value, vector in zip(values, vectors.T, strict=True):
        l2(student, H, 3.0 * vector, lam, f"An eigenvector is only shortened: {L2_HINT}")
        assert value > 0


def test_l2_in_flat_directions(student, rng):
    """A direction in which the loss is flat costs nothing to give up: a Hessian that has no inverse is allowed"""
    H = np.zeros((4, 4))  # flat along one axis alone, so that no wrong matrix is singular but for its rounding
    H[1:, 1:] = hessian(rng, 3)
    l2(student, H, draw(rng, 4), rng.uniform(0.6, 1.2), "It is H + lam I that is inverted, not H.")
    l2(student, np.zeros((3, 3)), draw(rng, 3), rng.uniform(0.6, 1.2))


def test_l1_optimum(student, rng):
    """Under L1 each weight moves towards 0 by lam over its curvature"""
    for lam in rng.uniform([0.2, 0.6], [0.4, 0.9]):
        l1(student, rng.uniform([1.2, 1.9, 2.5, 5.0, 1.3], [1.8, 2.4, 3.5, 7.0, 1.7]), draw(rng, 5), lam)


def test_l1_is_exactly_zero(student, rng):
    """A weight that does not pay for its penalty is 0, not merely small"""
    h_diag, lam = rng.uniform(0.5, 3.0, 6), rng.uniform(0.5, 1.0)
    share = np.array([0.2, 0.9, 1.0, 1.5, 0.5, 3.0])
    theta = l1(student, h_diag, share * lam / h_diag * rng.choice([-1.0, 1.0]) * np.array([1, -1, 1, 1, -1, -1]), lam)
    assert (theta[[0, 1, 4]] == 0).all(), (
        "A weight whose optimum is 0 came out as a small number. It is exactly 0. (lectures R5)"
    )


def test_l1_keeps_the_sign(student, rng):
    """Negative weights come from below, positive ones from above, and 0 stays 0"""
    h_diag, lam = rng.uniform(0.5, 3.0, 4), rng.uniform(0.3, 0.6)
    for sign in (1.0, -1.0, 0.0):
        l1(student, h_diag, sign * (lam / h_diag + rng.uniform(0.5, 2.0, 4)), lam)


def test_no_penalty_and_a_strong_one(student, rng):
    """With lam = 0 nothing moves, and a huge lam leaves next to nothing of L2 and nothing of L1"""
    theta_star = draw(rng, 3)
    l2(student, hessian(rng, 3), theta_star, 0.0)
    l1(student, rng.uniform(0.5, 3.0, 3), theta_star, 0.0)
    H = hessian(rng, 3)
    expected = np.linalg.solve(H + 1e6 * np.eye(3), H @ theta_star)
    got = student.l2_optimum(H, theta_star, 1e6)
    assert_close(got, expected, name="theta under a strong L2", like="theta_star", hint=L2_HINT, lecture="R4")
    l1(student, rng.uniform(0.5, 3.0, 3), theta_star, 1e6)


def test_one_dimension_and_float32(student, rng):
    """A single weight, and float32 numbers, come out right, too"""
    h, theta_star, lam = rng.uniform(1.5, 3.0, 1), draw(rng, 1), rng.uniform(0.3, 0.45)
    l2(student, h[:, None], theta_star, lam)
    l1(student, h, theta_star, lam)
    H, theta_star = hessian(rng, 3).astype(np.float32), draw(rng, 3).astype(np.float32)
    expected = np.linalg.solve(H + np.float32(lam) * np.eye(3, dtype=np.float32), H @ theta_star)
    got = student.l2_optimum(H, theta_star, lam)
    assert_close(got, expected, name="theta under L2", like="theta_star", hint=L2_HINT, lecture="R4")
    l1(student, np.diag(H).copy(), theta_star, float(np.float32(lam)))


def test_arguments_stay_unchanged(student, rng):
    """H, h_diag and theta_star are left as they were"""
    student.l2_optimum(hessian(rng, 3), draw(rng, 3), 0.5)
    student.l1_optimum(rng.uniform(0.5, 3.0, 3), draw(rng, 3), 0.5)
    student.assert_arguments_unchanged()
