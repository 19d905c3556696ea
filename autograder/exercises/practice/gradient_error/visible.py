assert callable(gradient_error)
