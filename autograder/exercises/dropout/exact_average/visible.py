from course import checks

# Two inputs that add 2 and 6. With p = 0.5 the four masks are equally likely and give 0, 4, 12 and 16.
w, x = np.array([1.0, 3.0]), np.array([2.0, 2.0])
mean, var = exact_average(w, x, 0.5)
checks.assert_close(w, np.array([1.0, 3.0]), name="w after the call", hint="Make a new array: `w * x`, not `w *= x`.")
checks.assert_close(mean, (0.0 + 4.0 + 12.0 + 16.0) / 4, name="mean for p = 0.5", lecture="R9")
checks.assert_close(
    var,
    (8.0**2 + 4.0**2 + 4.0**2 + 8.0**2) / 4,
    name="var for p = 0.5",
    lecture="R9",
    hint="The mean of the squared distances from the mean.",
)

# With p = 0.8 the masks are no longer equally likely: 0.64, 0.16, 0.16 and 0.04; the outputs are 0, 10, 30 and 40.
mean, var = exact_average(w, x, 0.8)
checks.assert_close(
    mean,
    0.16 * 10.0 + 0.16 * 30.0 + 0.04 * 40.0,
    name="mean for p = 0.8",
    lecture="R9",
    hint="A mask that keeps k of n units has the probability (1 - p)^k p^(n - k).",
)
checks.assert_close(
    var,
    0.64 * 8.0**2 + 0.16 * 2.0**2 + 0.16 * 22.0**2 + 0.04 * 32.0**2,
    name="var for p = 0.8",
    lecture="R9",
    hint="The squared distances count with the probabilities of their masks, too.",
)
print("exact_average: the visible checks pass")
