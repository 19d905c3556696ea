"""What grading says, as frozen data, and the pages, texts and exports that are made of it."""
