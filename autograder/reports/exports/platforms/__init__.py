"""Exports that a learning platform takes.

Like the others, each a module with `export(result: ClassResult) -> str`; made of the standings in the gradebook alone,
so that nothing has to be graded for them.
"""
