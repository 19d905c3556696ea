assert callable(layernorm_forward)
