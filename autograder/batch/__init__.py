"""Many submissions on many processes: what is to be graded, who grades it, what is kept of it."""
