def toy_graph(x, y, z):
    def f(x, y, z):
        return (x + y) * z

    # f is a straight line in each argument, so a difference over a step of one is its exact slope
    df_dx = f(x + 0.5, y, z) - f(x - 0.5, y, z)
    df_dy = f(x, y + 0.5, z) - f(x, y - 0.5, z)
    df_dz = f(x, y, z + 0.5) - f(x, y, z - 0.5)
    return f(x, y, z), (df_dx, df_dy, df_dz)
