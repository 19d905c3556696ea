"""A sample class is built, graded, and compared with what it was built to earn."""
