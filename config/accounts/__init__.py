"""Who comes in: accounts, the door of the desk, and how often one may knock."""
