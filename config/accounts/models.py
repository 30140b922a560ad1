"""What is kept of the door: failures and known places, as digests that name nobody, and identities of a directory."""

from django.conf import settings
from django.db import models

DIGEST = 32


class FailedSignIn(models.Model):
    """One password that did not open an account, or that is being looked at. Gone after a quarter of an hour."""

    account = models.CharField(max_length=DIGEST)
    place = models.CharField(max_length=DIGEST)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"]),
            models.Index(fields=["place", "at"]),
            models.Index(fields=["at"]),
        ]


class KnownPlace(models.Model):
    """A place from which an account was opened: strangers who guess at the account do not shut it there."""

    account = models.CharField(max_length=DIGEST)
    place = models.CharField(max_length=DIGEST)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "place"], name="known_place_once")]
        indexes = [models.Index(fields=["at"])]


class DirectoryIdentity(models.Model):
    """A person of the organisation's directory and the account that is theirs here, known by the subject alone."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="directory_identity", verbose_name="compte"
    )
    issuer = models.CharField("annuaire", max_length=255)
    subject = models.CharField("identifiant", max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="directory_subject_once")]
