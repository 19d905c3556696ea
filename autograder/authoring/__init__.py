"""What a class has taught its instructor becomes a part of an exercise's folder."""
