from course import checks

h, cache = sigmoid_forward(np.array([[0.0, np.log(3.0)], [-np.log(3.0), np.log(9.0)]]))
checks.assert_close(h, [[0.5, 0.75], [0.25, 0.9]], name="sigmoid h", lecture="N1")
dx = sigmoid_backward(np.array([[1.0, 1.0], [2.0, 10.0]]), cache)
checks.assert_close(dx, [[0.25, 0.1875], [0.375, 0.9]], name="sigmoid dx", hint="dh times h (1 - h).", lecture="B5")
h, _ = sigmoid_forward(np.array([-1000.0, 0.0, 1000.0]))
checks.assert_close(h, [0.0, 0.5, 1.0], name="sigmoid h", hint="exp(1000) is too large for a float.", lecture="N1")

h, cache = tanh_forward(np.array([0.0, np.log(2.0), -1000.0]))
checks.assert_close(h, [0.0, 0.6, -1.0], name="tanh h", lecture="N2")
dx = tanh_backward(np.array([1.0, 10.0, 1.0]), cache)
checks.assert_close(dx, [1.0, 6.4, 0.0], name="tanh dx", hint="dh times 1 - h^2.", lecture="B5")

x, dh = np.array([[-2.0, 0.0, 3.0]]), np.array([[4.0, 5.0, -6.0]])
h, cache = relu_forward(x)
checks.assert_close(h, [[0.0, 0.0, 3.0]], name="relu h", lecture="N1")
dx = relu_backward(dh, cache)
checks.assert_close(dx, [[0.0, 0.0, -6.0]], name="relu dx", hint="dh where x > 0, otherwise 0.", lecture="B5")
checks.assert_close(x, [[-2.0, 0.0, 3.0]], name="the caller's x", hint="Something wrote into it: copy first.")
checks.assert_close(dh, [[4.0, 5.0, -6.0]], name="the caller's dh", hint="Something wrote into it: copy first.")
print("activations: the visible checks pass")
