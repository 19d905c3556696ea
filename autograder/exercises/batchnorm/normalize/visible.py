# Four examples, three features. With eps = 9 the three roots are those of 25, 9 and 36.
x = np.array([[0.0, 7.0, 1.0], [8.0, 7.0, 1.0], [8.0, 7.0, 1.0], [0.0, 7.0, 13.0]])
x_hat, mu, var = checks.assert_unchanged(normalize, x, eps=9.0)
hint = "A feature is a column. How many means are there?"
checks.assert_close(mu, [4.0, 7.0, 4.0], name="mu", hint=hint, lecture="BN2")
hint = "The mean of what, over how many examples? Is eps a part of it?"
checks.assert_close(var, [16.0, 0.0, 27.0], name="var", hint=hint, lecture="BN2")
by_hand = [[-0.8, 0.0, -0.5], [0.8, 0.0, -0.5], [0.8, 0.0, -0.5], [-0.8, 0.0, 1.5]]
hint = "What is under the root?"
checks.assert_close(x_hat, by_hand, name="x_hat", like="x", hint=hint, lecture="BN2")

# Another unit of measurement makes no difference to x_hat, once eps is small beside the variance.
checks.assert_close(
    normalize(100.0 * x + 3.0, eps=0.0009)[0][:, 0], [-1.0, 1.0, 1.0, -1.0], name="x_hat in other units", rtol=1e-6
)
