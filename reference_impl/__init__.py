"""All that the lectures teach, in NumPy, written to be read beside the slides.

One topic a file, in the lectures' letters. What holds everywhere:

- A batch ``x`` is ``(N, D)``, rows are examples; ``W`` is ``(out, in)``; images are ``(N, C, H, W)``.
- float32 in, float32 out; everything else is float64. Arguments are never changed.
- A wrong argument is a ``ValueError`` that says what was expected and what came (``checking``).
- Layers take an empty batch; means over a batch refuse one. NaN and infinity flow through, as in NumPy.
- Randomness comes in as ``rng``, a ``numpy.random.Generator``.
"""
