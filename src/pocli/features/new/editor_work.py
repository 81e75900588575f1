"""How does a person write a new record in their editor?"""

import shutil
from datetime import date

from pocli import output, prompting, session
from pocli.changes import creation, transaction
from pocli.changes.creation import NewRecord
from pocli.disk.draft_file import draft as written
from pocli.disk.save import named
from pocli.errors import PoError
from pocli.features.new import draft_work
from pocli.model.backlog import Backlog
from pocli.run import Run
from pocli.tasks import editor
from pocli.yaml.emit import emit


def composed(run: Run, backlog: Backlog, ask: NewRecord, *, dry_run: bool) -> None:
    """Open what is known of a new record in the editor, and make it of what comes back; on a fault, open it again.

    Raises:
        PoError: there is no editor, or the text cannot be saved; the hint says where it is kept then.
    """
    today = session.today(run, backlog)
    with named("a draft"):
        place = written("new", f"{ask.kind}.yaml", (ask.text or _template(backlog, ask, today)).encode())
    while True:
        try:
            editor.opened(place)
            text = place.read_text(encoding="utf-8")
            draft = creation.drafted(backlog, draft_work.with_text_head(NewRecord(ask.kind, text=text)), today=today)
            transaction.create(run, draft, seen=backlog, dry_run=dry_run)
            break
        except (PoError, UnicodeDecodeError) as error:
            message = error.message if isinstance(error, PoError) else "the text is not UTF-8"
            if not prompting.able(run) or not _again(run, message):
                raise PoError(message, f"nothing was created; your text is in {place}") from None
    shutil.rmtree(place.parent)


def _again(run: Run, message: str) -> bool:
    output.warn(run, message)
    return prompting.line("Enter edits it again, q gives up").lower() not in {"q", "quit"}


def _template(backlog: Backlog, ask: NewRecord, today: date) -> str:
    """Return a text with what was said, and the keys that one may fill in; those left empty are not written."""
    draft = creation.drafted(backlog, ask._replace(title=ask.title or "?"), today=today)
    fields = dict(draft_work.typed(draft).fields)
    begin = "" if ask.title else "sprint_goal:\n" if ask.kind == "sprint" else "title:\n"
    for name in ("title", "sprint_goal"):
        if not ask.title:
            fields.pop(name, None)
    names = (name.removesuffix("_") for name in draft_work.questions(ask.kind))
    return begin + emit(fields) + "".join(f"{name}:\n" for name in names if name not in fields)
