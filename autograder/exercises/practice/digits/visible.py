# 600 digits to learn from, and 200 others. That is far too little to be good: the check asks for no accuracy but one
# that no guess has. How good it is, you see below.
x, y, x_new, y_new = data.digits(test=200)
predict = checks.assert_unchanged(fit_digits, x[:600], y[:600], np.random.default_rng(0))
labels = np.asarray(checks.assert_unchanged(predict, x_new))
hint = "One label for each image: of ten scores the place of the highest."
checks.assert_shape(labels, (200,), name="predict(x)", hint=hint)
hint = "Does each image still have its own label when the training meets it? Does predict see what training saw?"
assert (labels == y_new).mean() > 0.3, f"Only {(labels == y_new).mean():.0%} of 200 new digits are read right. {hint}"

# Each image by itself: alone, and in another order.
hint = "Nothing that is worked out from the images at hand may go into their labels."
alone = np.concatenate([np.ravel(predict(x_new[k : k + 1])) for k in range(50)])
checks.assert_close(alone, labels[:50], name="the labels of images that come alone", hint=hint)
checks.assert_close(np.asarray(predict(x_new[::-1])), labels[::-1], name="the labels in another order", hint=hint)

# The same state of the generator gives the same network.
one, other = (np.asarray(fit_digits(x[:150], y[:150], np.random.default_rng(1))(x_new)) for _ in range(2))
hint = "Draw everything random from rng: weights, order, shifts."
checks.assert_close(other, one, name="the labels after the same training", hint=hint)
