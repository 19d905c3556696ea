"""An exercise folder proves itself: what is right earns everything, what is known to be wrong is caught and named."""
