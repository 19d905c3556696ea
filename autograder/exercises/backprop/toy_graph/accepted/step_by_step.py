import numpy as np


def toy_graph(x, y, z):
    # forward
    q = np.add(x, y)
    f = np.multiply(q, z)
    # backward, from the end
    df_df = 1.0
    df_dq = df_df * z
    df_dz = df_df * q
    dq_dx = 1.0
    dq_dy = 1.0
    return f, (df_dq * dq_dx, df_dq * dq_dy, df_dz)
