def test_to_come(student):
    """To come"""
