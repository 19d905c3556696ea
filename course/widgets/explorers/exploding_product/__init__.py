"""The norm of a product of random matrices, factor by factor."""

from course.widgets.live.explore import explore

from .model import MatrixProductNorms
from .view import ProductView

CONCEPTS = ("I1", "I3")


def exploding_product(matrix_product_norms: MatrixProductNorms) -> None:
    """Explore products of a hundred random matrices: how they grow, die, and lose all directions but one.

    Args:
        matrix_product_norms: (M, factors) -> norms, the norm of the running product after each factor.
    """
    explore(lambda: ProductView(matrix_product_norms), __name__)
