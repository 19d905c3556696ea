"""A class of students made from a seed: what each handed in, and what each has earned.

    classroom = build_class("dropout", release, count=24, seed=7)
    for student in classroom.students: write_submission(course, "dropout", student)
    Expectation(classroom.order, seed).score(student.graded)

The class is made of what the exercise folders carry (accepted variants, misconceptions), of unfinished work, and of
notebooks that were damaged on their way. The expected score comes from the students' functions alone: no box, no
notebook and no nbgrader has a part in it.
"""

from .answers import Answer, Bank
from .damage import DAMAGES, Damage
from .expected import Expectation
from .students import Classroom, Student, build_class, write_submission

__all__ = ["DAMAGES", "Answer", "Bank", "Classroom", "Damage", "Expectation", "Student"]
__all__ += ["build_class", "write_submission"]
