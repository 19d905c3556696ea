hint = "Which node comes first? On the way back, what reaches a node from above, and what is its own derivative?"
for point, by_hand in (
    ((-2.0, 5.0, -4.0), (-12.0, -4.0, -4.0, 3.0)),
    ((1.0, 2.0, 10.0), (30.0, 10.0, 10.0, 3.0)),
):
    f, (df_dx, df_dy, df_dz) = toy_graph(*point)
    returned = {"f": f, "df_dx": df_dx, "df_dy": df_dy, "df_dz": df_dz}
    for (name, got), expected in zip(returned.items(), by_hand, strict=True):
        checks.assert_close(got, expected, name=f"{name} at {point}", hint=hint, lecture="B2")
