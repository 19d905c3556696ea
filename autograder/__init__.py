"""Hidden suites, the box that student code runs in, and the way to nbgrader's gradebook."""
