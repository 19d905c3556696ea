assert callable(warmup_cosine)
