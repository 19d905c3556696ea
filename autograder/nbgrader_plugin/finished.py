"""The last step of autograding: what a notebook was recorded from goes into the gradebook beside its grades."""

from __future__ import annotations

from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.remembered import keep_record

__all__ = ["RememberRecord"]


class RememberRecord(NbGraderPreprocessor):
    """Comes after everything that writes into the gradebook: without its word a notebook is recorded anew."""

    @property
    def coursedir(self) -> CourseDirectory:
        return self.parent.parent.coursedir

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Leaves `nb` as it is."""
        names = resources["nbgrader"]
        with open_gradebook(self.coursedir) as gradebook:
            submitted = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            keep_record(gradebook, submitted.id, nb.metadata["chainrule"]["digest"])
            gradebook.db.commit()
        return nb, resources
