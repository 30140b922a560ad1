"""So many requests in a minute for an address, in memory alone."""

from jobs.throttle import REMEMBERED, WINDOW, Throttle


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def test_the_limit_is_for_each_address_and_for_a_minute():
    clock = Clock()
    throttle = Throttle(2, clock=clock)

    assert [throttle.wait("a"), throttle.wait("a"), throttle.wait("b")] == [0, 0, 0]
    assert throttle.wait("a") == 61
    clock.now += 30
    assert throttle.wait("a") == 31
    clock.now += WINDOW - 30
    assert throttle.wait("a") == 0


def test_a_refused_request_does_not_lengthen_the_wait():
    clock = Clock()
    throttle = Throttle(1, clock=clock)
    throttle.wait("a")
    clock.now += 59
    throttle.wait("a")
    clock.now += 1

    assert throttle.wait("a") == 0


def test_memory_is_bounded():
    throttle = Throttle(1, clock=Clock())

    for n in range(REMEMBERED * 2):
        throttle.wait(str(n))

    assert len(throttle.seen) == REMEMBERED
