"""How often one address may ask for what is costly. Held in memory, by each process, and forgotten with it."""

from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

#: addresses remembered at once; the one that has been silent longest is forgotten first
REMEMBERED = 1_000
#: seconds over which requests are counted
WINDOW = 60.0


class Throttle:
    """Lets `limit` requests through in a minute for each address; gives what remains to wait for the next ones."""

    def __init__(self, limit: int, *, clock: Callable[[], float] = monotonic):
        self.limit = limit
        self.clock = clock
        self.lock = Lock()
        self.seen: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """0 when the request may go on, and it is then counted; else the seconds after which to ask again."""
        with self.lock:
            now = self.clock()
            times = self.seen.setdefault(address, deque())
            self.seen.move_to_end(address)
            while len(self.seen) > REMEMBERED:
                self.seen.popitem(last=False)
            while times and times[0] <= now - WINDOW:
                times.popleft()
            if len(times) >= self.limit:
                return max(1, int(times[0] + WINDOW - now) + 1)
            times.append(now)
            return 0
