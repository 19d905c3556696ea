assert callable(adamw_step)
