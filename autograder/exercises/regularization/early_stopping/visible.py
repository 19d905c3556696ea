# A training run by hand: the error falls for three epochs, then it does not. The weight is changed in place.
stopper, params = EarlyStopping(patience=2), {"w": np.zeros(1)}
answers = []
for error in (5.0, 4.0, 3.0, 3.5, 3.0):
    answers.append(checks.assert_unchanged(stopper.update, error, params))
    params["w"] += 1.0
hint = "How many updates in a row have brought nothing better?"
for epoch, (answer, expected) in enumerate(zip(answers, (False, False, False, False, True), strict=True)):
    checks.assert_close(bool(answer), expected, name=f"update's answer in epoch {epoch}", hint=hint, lecture="R7")
checks.assert_close(stopper.best_error, 3.0, name="best_error", lecture="R7")
checks.assert_close(stopper.best_epoch, 2, name="best_epoch", hint="The first epoch is epoch 0.", lecture="R7")
hint = "Training went on after the best epoch. What has become of the arrays that you kept?"
checks.assert_close(stopper.best_params, {"w": [2.0]}, name="best_params", hint=hint, lecture="R7")
