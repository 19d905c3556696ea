"""A submitted notebook as code that can be graded, whatever its owner, editor or network has done to it."""
