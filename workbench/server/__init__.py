"""The room: one Jupyter Server with Voila inside, our doors, our keys, and no way to run code."""
