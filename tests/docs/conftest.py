"""The course that the pages' commands are run in."""

from tests.docs.scratch import graded_course, scratch  # noqa: F401  # fixtures
