# From 0.5 to 0.1 in four iterations: a quarter of the way down in each, and then no further.
hint = "How far along the line is iteration k, as a share of tau?"
for k, by_hand in enumerate([0.5, 0.4, 0.3, 0.2, 0.1, 0.1, 0.1]):
    eps = linear_decay(k, 0.5, 0.1, 4)
    checks.assert_close(eps, by_hand, name=f"eps at k = {k}", hint=hint, lecture="O2")

# The lecture's rule of thumb: eps_tau is about 1% of eps_0.
checks.assert_close(linear_decay(50, 1.0, 0.01, 100), 0.505, name="eps half of the way", hint=hint, lecture="O2")
checks.assert_close(linear_decay(10**6, 1.0, 0.01, 100), 0.01, name="eps long after tau", hint=hint, lecture="O2")
