assert callable(residual_forward)
