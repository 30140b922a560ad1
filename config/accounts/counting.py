"""How often one may try a password: counted in the database, for every process, by digests that name nobody.

A refusal never lasts longer than `WINDOW`, since what is refused is not counted.
"""

import ipaddress
import math
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import DIGEST, FailedSignIn, KnownPlace

WINDOW = timedelta(minutes=15)
#: failures in a window: of one account from one place, of one account from everywhere, of one place for any account
AT_ONE_DOOR, OF_AN_ACCOUNT, OF_A_PLACE = 5, 20, 40
#: how long a place where someone signed in is remembered
KNOWN_FOR = timedelta(days=90)


def digest(kind: str, value: str) -> str:
    """What stands for `value` in the tables; nothing without the secret key."""
    return salted_hmac(f"accounts.counting.{kind}", value, algorithm="sha256").hexdigest()[:DIGEST]


def place_of(address: str) -> str:
    """The network that an address belongs to: itself in IPv4, its /64 in IPv6, where one person has them all."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


@dataclass(frozen=True)
class Knock:
    """Someone at the door: which account they typed, from where."""

    account: str
    place: str

    @classmethod
    def of(cls, username: str, address: str) -> "Knock":
        typed = unicodedata.normalize("NFKC", username).strip().casefold()
        return cls(digest("account", typed), digest("place", place_of(address)))

    def _failures(self, now: datetime) -> list[tuple[str, str, datetime]]:
        mine = Q(account=self.account) | Q(place=self.place)
        return list(
            FailedSignIn.objects.filter(mine, at__gt=now - WINDOW).order_by("-at").values_list("account", "place", "at")
        )

    def wait(self, *, sure: int = 0) -> int:
        """Seconds to wait before the next password is looked at; 0 when it may be now. At most two queries.

        `sure` is how many of the counted failures are this very attempt, written before it is looked at.
        """
        now = timezone.now()
        failures = self._failures(now)
        counts = [
            ([at for account, place, at in failures if (account, place) == (self.account, self.place)], AT_ONE_DOOR),
            ([at for _, place, at in failures if place == self.place], OF_A_PLACE),
        ]
        everywhere = [at for account, _, at in failures if account == self.account]
        if len(everywhere) >= OF_AN_ACCOUNT + sure and not self.is_known(now):
            counts.append((everywhere, OF_AN_ACCOUNT))
        # the count falls under its limit again when the oldest of the last `limit` failures leaves the window
        ends = [times[limit - 1 + sure] + WINDOW for times, limit in counts if len(times) >= limit + sure]
        return math.ceil((max(ends) - now).total_seconds()) if ends else 0

    def is_known(self, now: datetime) -> bool:
        """Whether the account was opened from here lately. One query."""
        return KnownPlace.objects.filter(account=self.account, place=self.place, at__gt=now - KNOWN_FOR).exists()

    def begin(self) -> FailedSignIn:
        """Writes the attempt before it is looked at, so that attempts made together are all counted. Two queries."""
        now = timezone.now()
        FailedSignIn.objects.filter(at__lt=now - WINDOW).delete()
        return FailedSignIn.objects.create(account=self.account, place=self.place, at=now)

    def succeed(self) -> None:
        """The password was right: forgets the failures at this door, remembers the place. Four queries."""
        now = timezone.now()
        FailedSignIn.objects.filter(account=self.account, place=self.place).delete()
        KnownPlace.objects.filter(at__lt=now - KNOWN_FOR).delete()
        KnownPlace.objects.update_or_create(account=self.account, place=self.place, defaults={"at": now})
