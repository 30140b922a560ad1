"""Asks pages through a balancer, over TLS, for some seconds, and prints what was answered as JSON. For the trial.

`knocking.py SECONDS THREADS HOST ADDRESS`; a certificate that signs itself is accepted.
"""

import http.client
import json
import random
import ssl
import sys
import threading
import time
from collections import Counter

PATHS = ("/", "/emplois/", "/emplois/clcc/aide-soignant/", "/grilles/", "/documents/", "/api/v1/emplois")


def knock(until: float, host: str, address: str, seen: Counter, slowest: list[float], seed: int) -> None:
    """One visitor, who opens a line for each request, as a stranger does."""
    chance = random.Random(seed)  # noqa: S311
    context = ssl._create_unverified_context()  # noqa: S323
    while time.monotonic() < until:
        path, start = chance.choice(PATHS), time.monotonic()
        if chance.random() < 0.3:
            path = f"/emplois/?q=soins+{chance.randint(1, 10**6)}"
        line = http.client.HTTPSConnection(address, 443, timeout=60, context=context)
        try:
            line.request("GET", path, headers={"Host": host})
            answer = line.getresponse()
            answer.read()
            seen[str(answer.status)] += 1
        except (OSError, http.client.HTTPException) as error:
            seen[type(error).__name__] += 1
        line.close()
        slowest.append(time.monotonic() - start)


def main(seconds: float, count: int, host: str, address: str) -> None:
    seen, slowest = Counter(), []
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=knock, args=(until, host, address, seen, slowest, number)) for number in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"answers": seen, "slowest": round(max(slowest), 2)}))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
