"""The model's equations, one page for each of its parts; read them as a textbook, in this order."""
