"""Known-wrong answers."""
