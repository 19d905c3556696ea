# Two units, three inputs. With eps = 7 the roots are those of 9 and 16.
W, b = np.array([[3.0, 0.0, 6.0], [4.0, 8.0, -4.0]]), np.array([5.0, -1.0])
gamma, beta = np.array([2.0, -1.0]), np.array([10.0, 20.0])
running = {"mean": np.array([2.0, 3.0]), "var": np.array([2.0, 9.0])}
new_W, new_b = checks.assert_unchanged(fold_batchnorm, W, b, gamma, beta, running, eps=7.0)
hint = "A unit is a row of W. By what is all that it computes multiplied?"
by_hand = [[2.0, 0.0, 4.0], [-1.0, -2.0, 1.0]]
checks.assert_close(new_W, by_hand, name="the new W", like="W", hint=hint, lecture="BN6")
hint = "What does the layer say when all of its inputs are 0?"
checks.assert_close(new_b, [12.0, 21.0], name="the new b", like="b", hint=hint, lecture="BN6")
