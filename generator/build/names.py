"""How files and folders are called: below `out`, in the folder of releases, and in each release."""

LINK = "site"  # leads to the release that is published
RELEASES = "releases"
WORK = "build"  # the cache, the memo, the shell and compiled templates
CACHE = f"{WORK}/cache.sqlite"
MEMO = f"{WORK}/memo.sqlite"

STAGING = ".staging-"  # the beginning of the name of a release in the making

MANIFEST = "manifest.json"
SIGNATURE = f"{MANIFEST}.minisig"  # beside it, where an office signs (minisign)
KEPT = "kept.json"  # what the release keeps of earlier ones
GOING = ".going.json"  # the manifest of a release that is being deleted
