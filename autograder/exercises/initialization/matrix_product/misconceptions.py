"""Known-wrong norms of a running product."""


class multiplied_entry_by_entry:
    """You multiply entry by entry, with *. Two layers in a row are a matrix product: M @ factor. (lecture I1)"""

    edits = {"M @ factor": "M * factor"}


class multiplied_from_the_left:
    """You put each factor on the left. The product that is asked for is M @ factors[0] @ factors[1] …: every factor
    joins on the right. (lecture I3)"""

    edits = {"M @ factor": "factor @ M"}


class factors_in_reverse_order:
    """You begin with the last factor. The running product takes them in their order: M @ factors[0] first. (lecture
    I3)"""

    edits = {"for factor in factors": "for factor in factors[::-1]"}


class each_factor_for_itself:
    """You multiply each factor with the first M, so nothing accumulates. Keep the product: M = M @ factor, and go on
    from there. (lecture I3)"""

    edits = {"M = M @ factor": "product = M @ factor", "np.linalg.norm(M.astype(float))": "np.linalg.norm(product)"}


class norms_before_the_factors:
    """You take the norm before you multiply, so the list begins with that of M and lacks the last product. It is asked
    for after each factor. (lecture I3)"""

    edits = {
        "norms.append(np.linalg.norm(M.astype(float)))": "",
        "M = M @ factor": "norms.append(np.linalg.norm(M.astype(float)))\nM = M @ factor",
    }


class norm_of_the_first_matrix_too:
    """Your list begins with the norm of M itself, so it has one number too many. Asked for is a norm after each factor: as
    many as there are factors. (lecture I3)"""

    edits = {"M = M @ factor": "norms = norms or [np.linalg.norm(M.astype(float))]\nM = M @ factor"}


class norms_of_the_factors:
    """You take the norm of each factor by itself. Asked for is the size of the whole product up to there: M = M @ factor,
    and then the norm of M. (lecture I3)"""

    edits = {"np.linalg.norm(M.astype(float))": "np.linalg.norm(factor.astype(float))"}


class last_norm_only:
    """You return one number, the norm at the end. The experiment is about the way there: append a norm after each
    factor. (lecture I3)"""

    edits = {"return np.array(norms, M.dtype)": "return norms[-1]"}


class spectral_norm:
    """You take the largest singular value (np.linalg.norm(M, 2)). The Frobenius norm is the root of the sum of all
    squared entries, np.linalg.norm(M). For a single number they are the same. (lecture I3)"""

    edits = {"np.linalg.norm(M.astype(float))": "np.linalg.norm(M.astype(float), 2)"}


class squares_without_the_root:
    """You add up the squares and forget the root, so your numbers are the squares of the norms, and in the lecture's
    experiment twice as many orders of magnitude. (lecture I3)"""

    edits = {"np.linalg.norm(M.astype(float))": "np.linalg.norm(M.astype(float)) ** 2"}


class largest_entry:
    """You take the largest entry of the product. The Frobenius norm adds up the squares of all of them and takes the
    root. (lecture I3)"""

    edits = {"np.linalg.norm(M.astype(float))": "np.abs(M.astype(float)).max()"}


class sum_of_the_sizes:
    """You add up the absolute values of the entries. The Frobenius norm adds up their squares, and takes the root.
    (lecture I3)"""

    edits = {"np.linalg.norm(M.astype(float))": "np.abs(M.astype(float)).sum()"}


class first_matrix_left_out:
    """Your product begins with factors[0] and leaves M out. M comes first: M @ factors[0], and so on. (lecture I3)"""

    edits = {"norms = []": "norms, M = [], np.eye(len(M), dtype=M.dtype)"}


class factors_transposed:
    """You multiply by the transposed factors. In z = x W^T a weight is turned round; here the product is M @ factor, as
    it stands. (lecture I3)"""

    edits = {"M @ factor": "M @ factor.T"}


class product_of_norms:
    """You multiply the norms of the factors. The norm of a product is at most the product of the norms, and here far
    less: what one matrix stretches, the next may turn into a direction that it shrinks. (lecture I3)"""

    edits = {"M = M @ factor": "M = np.linalg.norm(M.astype(float)) * factor"}


class root_mean_square:
    """You take the root of the *mean* square, so your norms are n times too small. The Frobenius norm adds up the
    squares. (lecture I3)"""

    edits = {"np.linalg.norm(M.astype(float))": "np.sqrt((M.astype(float) ** 2).mean())"}


class squares_overflow_in_float32:
    """Right in float64, infinite in float32: the product is a number of 1e25, which float32 can hold, but its square
    is not. Take the norm of M.astype(float), or divide by the largest entry first. (lecture I3)"""

    edits = {"np.linalg.norm(M.astype(float))": "np.linalg.norm(M)"}


class first_matrix_overwritten:
    """Your numbers are right, but you write the product into M itself (`M[...] = …`, or `M @= factor`), so the caller
    has lost the first matrix. Bind the name anew: M = M @ factor. (lecture I3)"""

    edits = {"M = M @ factor": "M @= factor"}
