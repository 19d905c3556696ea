"""Gradescope: an archive with all that grading one assignment needs, and what runs of it there.

`bundle` makes the archive; Gradescope unpacks it into `/autograder/source`, builds an image with `setup.sh`, and starts
`run_autograder` for each hand-in, which is `run`. Nothing of nbgrader goes along.
"""
