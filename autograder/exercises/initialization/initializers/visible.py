rng, shape = np.random.default_rng(0), (300, 200)  # 300 units that read 200 inputs each
checks.assert_close(
    constant_init((2, 3), 0.5), [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]], name="W of constant_init", lecture="I6"
)

# With 60,000 numbers a standard deviation is known to one per cent, and a uniform draw comes close to its bound.
W = normal_init(shape, 3.0, rng)
checks.assert_shape(W, shape, name="W of normal_init", like="shape", lecture="I6")
checks.assert_close(W.std(), 3.0, name="the standard deviation of normal_init", rtol=0.03, lecture="I6")
W = torch_linear_init(shape, rng)
checks.assert_close(
    abs(W).max(), np.sqrt(1 / 200), name="the largest weight of torch_linear_init", rtol=0.01, lecture="I6"
)

# Both of a pair have the same variance: 2/500 for Xavier, 2/200 for He. Which of them stays within a bound?
for family, normal, uniform, variance, lecture in [
    ("xavier", xavier_normal, xavier_uniform, 0.004, "I7"),
    ("he", he_normal, he_uniform, 0.01, "I8"),
]:
    for name, draw in ((f"{family}_normal", normal), (f"{family}_uniform", uniform)):
        W = draw(shape, rng)
        checks.assert_shape(W, shape, name=f"W of {name}", like="shape", lecture=lecture)
        hint = "Which of variance, standard deviation and bound does your random number function take?"
        checks.assert_close(W.var(), variance, name=f"the variance of {name}", rtol=0.05, hint=hint, lecture=lecture)
        checks.assert_close(abs(W.mean()) < 0.01, True, name=f"a mean of {name} near 0", lecture=lecture)
    hint = "The weights of the uniform form all lie within a bound; a few of the normal form lie further out."
    checks.assert_close(
        abs(uniform(shape, rng)).max() < abs(normal(shape, rng)).max(), True, name=f"{family}_uniform", hint=hint
    )
