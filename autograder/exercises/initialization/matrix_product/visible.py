M = np.array([[3.0, 0.0], [0.0, 4.0]])
double, turn, half = (
    np.array([[2.0, 0.0], [0.0, 2.0]]),
    np.array([[0.0, -1.0], [1.0, 0.0]]),
    np.array([[0.5, 0.0], [0.0, 0.5]]),
)

# The entries 3 and 4 have the norm 5. Doubling doubles it, a turn leaves it alone, two halves bring it down to 2.5.
norms = checks.assert_unchanged(matrix_product_norms, M, np.array([double, turn, half, half]))
hint = "After each factor: all entries of the product up to here, squared, added, and the root of it."
checks.assert_close(norms, [10.0, 10.0, 5.0, 2.5], name="norms", hint=hint, lecture="I3")

# From the right: [1 2] times [[1 1], [0 1]] is [1 3], with the norm sqrt(10).
row, shear = np.array([[1.0, 2.0], [0.0, 0.0]]), np.array([[1.0, 1.0], [0.0, 1.0]])
hint = "On which side of the product does the next factor stand?"
checks.assert_close(
    matrix_product_norms(row, np.array([shear])), [np.sqrt(10.0)], name="norms", hint=hint, lecture="I3"
)

# float32 holds numbers up to 3e38, and so does a norm of that type; the squares on the way to it are something else.
large = np.array([[1e15]], dtype=np.float32)
hint = "1e30 fits into a float32, but where do its squares fit?"
norms = matrix_product_norms(large, np.array([large]))
checks.assert_close(norms, [1e30], name="norms of float32 matrices", rtol=1e-4, hint=hint, lecture="I3")
