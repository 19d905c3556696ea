calls = []


def train_epoch(params, data):
    """Adds data to w, and notes the call."""
    calls.append(float(params["w"][0]))
    return {"w": params["w"] + data}


hint = "Each epoch begins where the last one ended."
params = checks.assert_unchanged(retrain, {"w": np.array([10.0])}, train_epoch, 3, 2.0)
checks.assert_close(params, {"w": [16.0]}, name="params of retrain", hint=hint, lecture="R7")
checks.assert_close(calls, [10.0, 12.0, 14.0], name="the w that each epoch of retrain begins with", lecture="R7")

# An error of 20 - w: 9, 7, 5, 3. It is at most 4 after three epochs; with 2 epochs at most it does not get there.
hint = "When is the error asked for: before an epoch or after it?"
for target, max_epochs, w, epochs in ((4.0, 50, 17.0, 3), (4.0, 2, 15.0, 2), (9.0, 50, 11.0, 0)):
    asked = f"for target {target:g} and max_epochs {max_epochs}"
    begin = {"w": np.array([11.0])}
    params, ran = continue_training(begin, train_epoch, lambda p: 20.0 - float(p["w"][0]), 2.0, target, max_epochs)
    checks.assert_close(ran, epochs, name=f"epochs {asked}", hint=hint, lecture="R7")
    checks.assert_close(params, {"w": [w]}, name=f"params {asked}", hint=hint, lecture="R7")
