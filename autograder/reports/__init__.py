"""What grading says, as frozen data, and the pages, texts and tables that are made of it."""
