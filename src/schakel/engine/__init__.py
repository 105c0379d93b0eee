"""The engine: plain Python, no Django. Importing it does no work; data and parameters are arguments."""
