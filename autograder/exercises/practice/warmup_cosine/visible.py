# From 0.8 to 0.2: four iterations of climbing, then six for half a cosine. The cosine of 60 degrees is 1/2.
by_hand = {0: 0.2, 1: 0.4, 2: 0.6, 3: 0.8, 4: 0.8, 6: 0.65, 7: 0.5, 8: 0.35, 10: 0.2, 11: 0.2, 15: 0.2}
for k, expected in by_hand.items():
    eps = warmup_cosine(k, 0.8, 0.2, 4, 10)
    hint = "Does it still climb here? If not: which share of the way down lies behind it?"
    checks.assert_close(eps, expected, name=f"eps at k = {k}", hint=hint, lecture="O2")

checks.assert_close(warmup_cosine(0, 0.8, 0.2, 1, 10), 0.8, name="eps at k = 0 with warmup = 1", lecture="O2")
