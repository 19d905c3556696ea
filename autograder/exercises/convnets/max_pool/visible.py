x = np.array(
    [[[[1.0, 5.0, 2.0, 0.0, 9.0], [3.0, 4.0, 7.0, 8.0, 9.0], [-1.0, -2.0, 6.0, 5.0, 9.0], [-4.0, -3.0, 0.0, 1.0, 9.0]]]]
)
out, cache = checks.assert_unchanged(max_pool_forward, x)  # windows of 2 x 2, side by side: the last column is left out
hint = "Which four pixels make a window, and where does the next one begin?"
checks.assert_close(out, [[[[5.0, 8.0], [-1.0, 6.0]]]], name="out", hint=hint, lecture="B11")
dx = checks.assert_unchanged(max_pool_backward, np.array([[[[10.0, 20.0], [30.0, 40.0]]]]), cache)
by_hand = np.zeros((1, 1, 4, 5))
by_hand[0, 0, [0, 1, 2, 2], [1, 3, 0, 2]] = [10.0, 20.0, 30.0, 40.0]
hint = "Only one pixel of each window had a say in out."
checks.assert_close(dx, by_hand, name="dx", like="x", hint=hint, lecture="B11")

# Windows of 2 x 2, one pixel apart, see the middle row twice: its 8 wins both times.
x = np.array([[[[1.0, 2.0], [3.0, 8.0], [5.0, 4.0]]]])
out, cache = max_pool_forward(x, size=2, stride=1)
checks.assert_close(out, [[[[8.0], [8.0]]]], name="out with size=2, stride=1", lecture="B11")
dx = max_pool_backward(np.array([[[[1.0], [10.0]]]]), cache)
hint = "One pixel may win several windows."
checks.assert_close(dx[0, 0], [[0, 0], [0, 11.0], [0, 0]], name="dx with size=2, stride=1", hint=hint, lecture="B11")

# Where all pixels are equal one of them wins.
x = np.ones((2, 3, 4, 6))
out, cache = max_pool_forward(x)
dx = max_pool_backward(np.ones(np.shape(out)), cache)
hint = "A window's gradient goes to one pixel, neither doubled nor shared. Which one does the course choose?"
checks.assert_close(np.sum(dx), 36.0, name="the sum of dx over equal pixels", hint=hint, lecture="B11")
