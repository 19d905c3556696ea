"""What an instructor wants to know of a graded class: numbers, mistakes, groups of wrong answers.

It reads what grading has kept, and runs nothing of a student's.
"""
