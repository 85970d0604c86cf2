"""How often one address may ask: a bucket that fills with time, and holds enough for a class behind one address."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import ip_address, ip_network

from tornado.httputil import HTTPServerRequest

ADDRESSES = 10_000


class Rates:
    """Each address may ask ``burst`` times at once, and ``a_second`` times a second in the long run.

    Behind ``proxies``, addresses or networks, and only there, a visitor's address is the one that the last of them
    has seen. Raises ValueError if one of them is neither.
    """

    def __init__(
        self,
        a_second: float,
        burst: float,
        proxies: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ):
        self.a_second = a_second
        self.burst = burst
        self.proxies = [ip_network(one, strict=False) for one in proxies]
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Whether ``address`` may ask now; if so, it has."""
        now = self._clock()
        left, since = self._left.pop(address, (self.burst, now))
        left = min(self.burst, left + (now - since) * self.a_second)
        self._left[address] = (left - 1 if left >= 1 else left, now)
        while len(self._left) > ADDRESSES:
            self._left.popitem(last=False)  # who has not asked for the longest time has a full bucket anyway
        return left >= 1

    def address_of(self, request: HTTPServerRequest) -> str:
        """Who asks, as far as can be known. What a visitor writes into the header stands before what a proxy adds."""
        address = request.remote_ip or ""
        passed_on = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
        while passed_on and self._is_proxy(address):
            address = passed_on.pop()
        return address

    def _is_proxy(self, address: str) -> bool:
        try:
            return any(ip_address(address) in network for network in self.proxies)
        except ValueError:  # whatever stands in the header
            return False
