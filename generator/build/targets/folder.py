"""To another folder of this machine, which gets releases of its own and a link that is switched last."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from generator.build.barred import Barred
from generator.build.history import compared
from generator.build.kept import read_kept
from generator.build.lock import Patience
from generator.build.names import KEPT, MANIFEST, SIGNATURE
from generator.build.output import Entry, Manifest
from generator.build.ownership import MARKER, strange
from generator.build.releases import Releases
from generator.build.staging import Staging
from generator.build.targets.sending import Sending, Sent, Way
from generator.build.verify import judge
from generator.model.diagnostic import error
from generator.model.message import message
from generator.model.place import Place


def to_folder(target: str, sending: Sending, way: Way, patience: Patience) -> Sent:
    """Publish into `target`/site; only files that differ are copied, the others are hard links there."""
    to = Path(target).resolve()
    theirs = Releases(to)
    if to.exists() and to == sending.out.resolve():
        hint = message("Choose another folder: `site` here shows this release already.")
        raise Barred(error("U012", Place(target), message("this is the folder that is published from"), hint))
    if to.exists() and (not to.is_dir() or (any(to.iterdir()) and not (theirs.folder / MARKER).exists())):
        raise Barred(strange(Place(target)))
    if way.trial:
        return Sent(sending.release.name, compared(theirs.published()[1], sending.files))
    to.mkdir(parents=True, exist_ok=True)
    with theirs.locked("publish", patience):
        current, before = theirs.published()
        release = theirs.folder / sending.release.name
        if release.exists():
            _mend(release, sending)
        else:
            _copy(theirs, sending, current, before)
        if theirs.published()[0] != release.resolve():
            theirs.lead_to(release)
            os.utime(release)
        theirs.keep(sending.kept)
        return Sent(release.name, compared(before, sending.files))


def _copy(theirs: Releases, sending: Sending, current: Path | None, before: Manifest) -> None:
    """Make the release there, and judge every byte of it before it gets its name."""
    with theirs.staging() as staging:
        same = [path for path, entry in sending.files.items() if current and _holds(current, path, entry, before)]
        if current:
            staging.link(same, current)
        for path in sorted(sending.files.keys() - set(same)):
            staging.write(path, (sending.release / path).read_bytes())
        for path in read_kept(sending.release):
            staging.write(path, (sending.release / path).read_bytes())
        _copy_papers(staging, sending)
        if findings := judge(staging.folder):  # a link to a file that was harmed there
            for each in findings:
                staging.remove((each.place.file,))
                staging.write(each.place.file, (sending.release / each.place.file).read_bytes())
        if findings := judge(staging.folder):
            raise Barred(findings[0])
        staging.folder.rename(theirs.folder / sending.release.name)


def _copy_papers(staging: Staging, sending: Sending) -> None:
    """The manifest, and the list of what is kept and the signature where there are some."""
    for name in (KEPT, SIGNATURE, MANIFEST):
        if (sending.release / name).exists():
            staging.write(name, (sending.release / name).read_bytes())


def _holds(release: Path, path: str, entry: Entry, there: Manifest) -> bool:
    return there.get(path) == entry and (release / path).is_file() and not (release / path).is_symlink()


def _mend(release: Path, sending: Sending) -> None:
    """Put right what was harmed in a release that is there, file by file, and bring the signature up to date."""
    wrong = [each.place.file for each in judge(release) if each.place.file in {*sending.files, MANIFEST}]
    if (sending.release / SIGNATURE).exists():
        wrong.append(SIGNATURE)
    for path in wrong:
        (release / path).parent.mkdir(parents=True, exist_ok=True)
        fresh = (release / path).with_name(f".{Path(path).name}-{os.getpid()}")
        shutil.copy2(sending.release / path, fresh)
        fresh.replace(release / path)
