"""The systems, in the order they are measured."""

from __future__ import annotations

from bench.peers.base import Peer
from bench.peers.blog import Blog
from bench.peers.eleventy import Eleventy
from bench.peers.hugo import Hugo
from bench.peers.hugo_even import HugoEven
from bench.peers.material import Material
from bench.peers.ours import Ours
from bench.peers.zensical import Zensical

PEERS: tuple[type[Peer], ...] = (Ours, Hugo, HugoEven, Eleventy, Zensical, Material, Blog)
