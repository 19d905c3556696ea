"""Known-wrong toy graphs."""


class product_not_swapped:
    """You gave each operand of the product its own value: z received z, and the sum received x + y. It is the other
    way round: how much q z moves with q depends on how large z is. Read the times node again and swap the two
    values. (lecture B1)"""

    edits = {"df_dq = z": "df_dq = q", "df_dz = q": "df_dz = z"}


class local_derivative_only:
    """Your gradients of x and y are 1: that is the plus node's own derivative, dq/dx. The chain rule multiplies it by
    what came from above, df/dq, which is not 1 here. (lecture B1)"""

    edits = {"(df_dq, df_dq, df_dz)": "(1.0, 1.0, df_dz)"}


class backward_order:
    """Your three numbers stand in the order in which the backward pass meets them, z first. Return them
    in the order of the arguments: x, y, z. (lecture B2)"""

    edits = {"(df_dq, df_dq, df_dz)": "(df_dz, df_dq, df_dq)"}


class plus_treated_as_times:
    """At the plus node you multiplied by the other operand, as a times node would. A sum moves by exactly as much as
    x moves, whatever y is: its local derivative is 1. (lecture B1)"""

    edits = {"(df_dq, df_dq, df_dz)": "(df_dq * y, df_dq * x, df_dz)"}


class product_before_sum:
    """You computed x + y z: without brackets the product comes first. The graph adds x and y to q and then multiplies
    q by z, and its gradients belong to that order. (lecture B2)"""

    edits = {"f = q * z": "f = x + y * z", "(df_dq, df_dq, df_dz)": "(1.0, z, y)"}


class divides_the_value:
    """You divided f by an operand to get a gradient. That gives the right number only while the operand is not 0;
    there the gradient exists and your quotient does not. Multiply local derivatives instead. (lecture B1)"""

    edits = {"df_dq = z": "df_dq = f / q", "df_dz = q": "df_dz = f / z"}


class gradient_times_operand:
    """You multiplied a gradient once more by the operand itself, as if asking for each operand's share of f. A
    derivative says how fast f changes with an operand, not how much of f comes from it. (lecture B1)"""

    edits = (
        {"(df_dq, df_dq, df_dz)": "(df_dq * x, df_dq * y, df_dz * z)"},
        {"(df_dq, df_dq, df_dz)": "(df_dq * x, df_dq * y, df_dz)"},
    )


class begins_with_the_value:
    """Your backward pass begins with f where 1 belongs. What arrives at the end of the graph is df/df, and that is 1 whatever f is.
    (lecture B1)"""

    edits = {"df_dq = z": "df_dq = f * z", "df_dz = q": "df_dz = f * q"}


class sum_written_into_x:
    """You write the sum into x itself (`x += y`). With numbers nobody notices, an array of the caller's is another one afterwards:
    write q = x + y, which makes a new one. (lecture B2)"""

    edits = {"q = x + y": "x += y\nq = x"}


class sum_shared_out:
    """You divided what reaches the sum among its two operands, half for each. A plus node gives all of it to both: when x rises
    by 0.1, so does q, whatever y does. (lecture B1)"""

    edits = {"(df_dq, df_dq, df_dz)": "(df_dq / 2, df_dq / 2, df_dz)"}
