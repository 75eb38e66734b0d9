"""The long suite: each kind of attack and of mishap, many times over. The head of conftest.py says how it is run."""
