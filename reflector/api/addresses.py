"""Finds the network address of a client, with or without proxies in front."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: The prefix under which IPv6 hosts behind a translator see IPv4 addresses (RFC 6052, section 2.1).
_NAT64 = IPv6Network("64:ff9b::/96")
#: `203.0.113.9:4711`, `[2001:db8::1]` and `[2001:db8::1]:443`: some proxies add the port.
_WITH_PORT = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\](?::\d{1,5})?|(?P<v4>[0-9.]+):\d{1,5})")


def networks(setting: str) -> list[Network]:
    """The networks of a comma-separated setting."""
    return [ip_network(part.strip()) for part in setting.split(",") if part.strip()]


def address_of(peer: str, forwarded: str, proxies: Sequence[Network]) -> str:
    """The client's network: an IPv4 address, an IPv6 /64, or "" for callers without an address.

    `forwarded` is the X-Forwarded-For header of the request. We read it from the right and trust a hop only if a
    trusted proxy wrote it: the client itself may have written the hops further left.
    """
    address = _parsed(peer)
    for hop in reversed(forwarded.split(",")):
        named = _parsed(hop.strip())
        if named is None or not _is_one_of(address, proxies):
            break
        address = named
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address or "")


def is_trusted(peer: str, proxies: Sequence[Network]) -> bool:
    """Whether `peer` is a proxy whose X-Forwarded-For is trusted."""
    return _is_one_of(_parsed(peer), proxies)


def _is_one_of(address: Address | None, proxies: Sequence[Network]) -> bool:
    return address is not None and any(address in proxy for proxy in proxies)


def _parsed(text: str) -> Address | None:
    if match := _WITH_PORT.fullmatch(text):
        text = match["v6"] or match["v4"]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
        return address.ipv4_mapped or address
    return address
