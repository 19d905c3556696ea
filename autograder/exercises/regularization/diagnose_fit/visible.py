hint = "Which of the two numbers is looked at first? And what is a gap?"
for errors, verdict in (
    ((0.9, 1.0), "underfitting"),
    ((0.1, 0.9), "overfitting"),
    ((0.1, 0.2), "good"),
    ((0.2, 0.4), "good"),
):
    got = diagnose_fit(*errors, 0.3)
    checks.assert_close(got, verdict, name=f"the diagnosis for errors {errors}", hint=hint, lecture="R1")
