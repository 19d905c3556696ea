"""All that runs in a box, and nothing else: this folder is what is sent there. Standard library and NumPy alone."""
