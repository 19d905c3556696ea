# By value: each entry for itself, here to the range from -1 to 3.
grad = checks.assert_unchanged(clip_by_value, np.array([[-5.0, 0.5], [2.0, 40.0]]), -1.0, 3.0)
hint = "Which entries lie outside of the range, and at which end?"
checks.assert_close(grad, [[-1.0, 0.5], [2.0, 3.0]], name="grad of clip_by_value", hint=hint, lecture="O9")

# By norm: 3, 4 and 12 together are a vector of length 13. To a length of 6.5 all of it is halved.
grads = {"W": np.array([[3.0, 0.0]]), "b": np.array([4.0, -12.0])}
clipped, norm = checks.assert_unchanged(clip_by_norm, grads, 6.5)
checks.assert_close(norm, 13.0, name="norm", hint="One length, of all entries of all gradients.", lecture="O9")
hint = "All entries are multiplied by one number."
checks.assert_close(
    clipped, {"W": [[1.5, 0.0]], "b": [2.0, -6.0]}, name="grads of clip_by_norm", hint=hint, lecture="O9"
)

# Shorter than the limit: nothing to do.
clipped, norm = clip_by_norm(grads, 20.0)
checks.assert_close(clipped, grads, name="grads of clip_by_norm for max_norm = 20", lecture="O9")
checks.assert_close(norm, 13.0, name="norm for max_norm = 20", lecture="O9")
