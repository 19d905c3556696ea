w, x = np.array([1.0, 3.0]), np.array([2.0, 2.0])

# Two inputs that add 2 and 6. With p = 0.5 the four masks are equally likely and give 0, 4, 12 and 16.
mean, var = checks.assert_unchanged(exact_average, w, x, 0.5)
checks.assert_close(mean, 8.0, name="mean for p = 0.5", lecture="R9")
hint = "How far do 0, 4, 12 and 16 lie from their mean?"
checks.assert_close(var, 40.0, name="var for p = 0.5", hint=hint, lecture="R9")

# With p = 0.8 they give 0, 10, 30 and 40 and are no longer equally likely: 0.64, 0.16, 0.16 and 0.04.
mean, var = checks.assert_unchanged(exact_average, w, x, 0.8)
hint = "How likely is the mask that keeps both units, and how likely is the one that drops both?"
checks.assert_close(mean, 8.0, name="mean for p = 0.8", hint=hint, lecture="R9")
hint = "How much does each squared distance from the mean count?"
checks.assert_close(var, 160.0, name="var for p = 0.8", hint=hint, lecture="R9")
