"""Taking the published release elsewhere: to another folder, to a server by rsync, to a branch of a git repository."""

from __future__ import annotations

from generator.build.barred import Barred
from generator.build.lock import PATIENCE, Patience
from generator.build.program import discreet
from generator.build.releases import Releases, nothing_yet
from generator.build.targets.folder import to_folder
from generator.build.targets.git import to_branch
from generator.build.targets.rsync import REMOTE, to_server
from generator.build.targets.sending import Sending, Sent, Way
from generator.build.verify import judge
from generator.model.diagnostic import error
from generator.model.message import message
from generator.model.place import Place


def publish(releases: Releases, target: str, way: Way, patience: Patience = PATIENCE) -> Sent:
    """Bring what is published here to `target`; builds nothing. Raises Barred where that is refused or fails.

    The target has the old release or the new one, whole, at every moment.
    """
    with releases.locked("publish", patience):
        current, files = releases.published()
        if current is None:
            raise Barred(nothing_yet())
        if findings := judge(current):
            first = findings[0]
            why = message(
                "the release here is not as it was made, {count} files differ; the first: {why}",
                count=len(findings),
                why=first.message,
            )
            raise Barred(error("U002", Place(f"site/{first.place.file}"), why, message("Run `outreach build` first.")))
        kept = frozenset(each.name for each in releases.all())
        sending = Sending(current, files, kept, releases.link.parent)
        if target.startswith("git+"):
            return to_branch(target.removeprefix("git+"), sending, way)
        if REMOTE.match(target):
            return to_server(target, sending, way)
        if "://" in target:
            why = message("this is no place to publish to: {target}", target=discreet(target))
            hint = message("Write FOLDER, USER@HOST:FOLDER, rsync://HOST/MODULE or git+ADDRESS#BRANCH.")
            raise Barred(error("U012", Place(discreet(target)), why, hint))
        return to_folder(target, sending, way, patience)
