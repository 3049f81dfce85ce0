"""From records to a published site: fingerprints, cache, releases, and the way through."""
