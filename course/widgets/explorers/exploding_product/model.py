"""Products of a hundred random matrices, their norms by a student's function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from course.checks import assert_shape

MatrixProductNorms = Callable[[np.ndarray, np.ndarray], Sequence[float]]

FACTORS, RUNS = 100, 20


@dataclass(frozen=True, slots=True)
class Products:
    """Norms (RUNS, FACTORS), and of the first run the share of the second direction, (FACTORS,)."""

    norms: np.ndarray
    second: np.ndarray

    @property
    def typical(self) -> np.ndarray:
        """(FACTORS,) the median of the runs."""
        return np.median(self.norms, axis=0)


def multiply(matrix_product_norms: MatrixProductNorms, std: float, size: int, seed: int) -> Products:
    """Draw and multiply RUNS times."""
    rng = np.random.default_rng(seed)
    drawn = rng.normal(0, 1, (RUNS, FACTORS + 1, size, size)) * std
    norms = []
    for M, *factors in drawn:
        found = matrix_product_norms(M.copy(), np.array(factors))
        assert_shape(found, (FACTORS,), "norms of matrix_product_norms")
        norms.append(np.asarray(found, dtype=float))
    return Products(np.array(norms), second_direction(drawn[0]))


def second_direction(matrices: np.ndarray) -> np.ndarray:
    """Second singular value of the running product divided by the first, after each factor.

    The running product is kept at size 1, so that it can neither overflow nor vanish.
    """
    product, products = matrices[0], []
    for factor in matrices[1:]:
        product = product @ factor
        product = product / (np.abs(product).max() or 1.0)
        products.append(product)
    first, second = np.linalg.svd(np.array(products), compute_uv=False).T[:2]
    return np.divide(second, first, out=np.zeros(len(products)), where=first > 0)
