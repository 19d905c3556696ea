"""This folder is an nbgrader course whose graded cells are filled by the hidden suites in autograder/exercises."""

from autograder.nbgrader_plugin import configure

c = get_config()  # noqa: F821  # given by traitlets
c.CourseDirectory.course_id = "chainrule"
configure(c)
