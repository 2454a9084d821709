"""The schema of the books, step by step, in one line of history for both databases."""
