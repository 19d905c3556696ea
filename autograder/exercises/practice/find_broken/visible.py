assert callable(find_broken)
