"""The site's records as open data: one module per projection, one file per artifact."""
