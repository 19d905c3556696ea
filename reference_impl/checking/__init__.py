"""Argument checks that stand beside a formula, so that the formula's body shows mathematics only.

    @checked(x="(N, D)", W="(M, D)", b="(M,)")
    def linear_forward(x, W, b): ...

Each keyword names an argument and says what it must be; rules are read once, when the function is defined. A name such
as ``N`` takes the first size it meets and must have the same size wherever it stands again. A wrong argument is a
``ValueError`` that says what was expected and what came. Rules, each optionally followed by ``or None`` or by
``when <flag>`` (checked only while that other argument is true):

    (N, D)  (M,)  (N>=1, K)  (N, ...)  (...)   floating-point array; integers, lists and objects are refused
    (...) or number     an array of any shape or one real number
    (D,) > 0            an array of positive numbers
    (N,) labels < K     integers from 0 to K - 1        (N,) labels    integers from 0
    (N,) binary         zeros and ones of any type
    like x              a floating-point array (or number) with x's shape      as many as x    a sequence as long as x
    number  number > 0  integer >= 1  in [0, 1)  integer in [2, n]  boolean    a bound may be another argument's name
    numbers             a list, tuple or 1-D array of real numbers
    one of sigmoid tanh relu
    generator           numpy.random.Generator          callable
    dict of arrays      each value a floating-point array
    {"W1": "(H, D)"}    a dict with at least these keys  ("(N, D)", "(M, D)")   a tuple with these parts
    a function (name, value, scope)   any other rule; it calls refuse(name, expected, value)
"""

from reference_impl.checking.decorator import checked
from reference_impl.checking.grammar import compile_rule
from reference_impl.checking.refusal import Scope, refuse

__all__ = ["Scope", "checked", "compile_rule", "refuse"]
