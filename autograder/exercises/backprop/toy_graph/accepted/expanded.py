def toy_graph(x, y, z):
    # f = x z + y z: differentiate each term
    f = x * z + y * z
    grads = [z, z, x + y]
    return f, grads
