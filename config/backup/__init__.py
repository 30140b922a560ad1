"""Backups: one file that holds every row and every stored file, and that either engine takes back."""

#: where restored files wait for the database, in the folder of stored files; never part of a backup
WAITING = ".restoring"


class BackupRefused(Exception):
    """Nothing was written; the message says why, in French, and what to do."""
