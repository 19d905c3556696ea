from course import checks

f, (df_dx, df_dy, df_dz) = toy_graph(-2.0, 5.0, -4.0)
checks.assert_close(f, -12.0, name="f", hint="Add first, multiply second.", lecture="B2")
checks.assert_close(df_dx, -4.0, name="df_dx", hint="What reaches q goes on to x unchanged.", lecture="B2")
checks.assert_close(df_dy, -4.0, name="df_dy", hint="What reaches q goes on to y unchanged.", lecture="B2")
checks.assert_close(df_dz, 3.0, name="df_dz", hint="The other operand of the product is q.", lecture="B2")

f, (df_dx, df_dy, df_dz) = toy_graph(1.0, 2.0, 10.0)
checks.assert_close(f, 30.0, name="f at (1, 2, 10)", lecture="B2")
checks.assert_close([df_dx, df_dy, df_dz], [10.0, 10.0, 3.0], name="gradients at (1, 2, 10)", lecture="B2")
print("toy_graph: the visible checks pass")
