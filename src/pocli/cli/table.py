"""Which commands are there? `--help` and completion of names read this table, and load no command."""

import importlib
from collections.abc import Callable, Mapping
from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A command's place in the help, and in the house."""

    panel: str
    summary: str
    place: str = ""
    """`module:function` below `features`; what is left out is `<name>.command:command`."""


COMMANDS: Mapping[str, CommandEntry] = {
    "rank": CommandEntry("Every day", "Show what is worth most, and why."),
    "plan": CommandEntry("Every day", "Choose the best stories for a sprint's capacity, with proof."),
    "show": CommandEntry("Every day", "Show a story, goal, request or sprint in full.", "browse.show_command"),
    "list": CommandEntry("Every day", "List the stories.", "browse.list_command"),
    "search": CommandEntry("Every day", "Find stories, goals, requests and sprints by their words."),
    "new": CommandEntry("Every day", "Write a new story, bug, goal, request or sprint."),
    "start": CommandEntry("Every day", "Start work on stories.", "verbs.command:start"),
    "done": CommandEntry("Every day", "Mark stories as done.", "verbs.command:done"),
    "checklist": CommandEntry("Every day", "Show acceptance criteria as a checklist.", "criteria.checklist_command"),
    "standup": CommandEntry("Every day", "Show what happened, what needs attention and what is under way."),
    "tradeoff": CommandEntry("Every day", "Show what it would cost to do something now."),
    "set": CommandEntry("Backlog", "Set fields; the rest of each file does not change.", "edit.set_command"),
    "edit": CommandEntry("Backlog", "Open a file in your editor; po checks it before saving.", "edit.edit_command"),
    "comment": CommandEntry("Backlog", "Say something about a story, goal, request or sprint."),
    "tick": CommandEntry("Backlog", "Tick acceptance criteria.", "criteria.tick_command"),
    "untick": CommandEntry("Backlog", "Untick acceptance criteria.", "criteria.untick_command"),
    "ready": CommandEntry("Backlog", "Mark stories as ready for a sprint.", "verbs.command:ready"),
    "block": CommandEntry("Backlog", "Mark stories as blocked, with the reason.", "verbs.command:block"),
    "unblock": CommandEntry("Backlog", "Mark stories as no longer blocked.", "verbs.command:unblock"),
    "drop": CommandEntry("Backlog", "Drop stories, with the reason.", "verbs.command:drop"),
    "pin": CommandEntry("Backlog", "Pin stories to the top of the ranking, with the reason.", "verbs.command:pin"),
    "unpin": CommandEntry("Backlog", "Unpin stories, so that the formula ranks them again.", "verbs.command:unpin"),
    "split": CommandEntry("Backlog", "Split a story that is too large into smaller ones."),
    "archive": CommandEntry(
        "Backlog", "Move the files of stories finished long ago into a folder by year.", "care.archive_command"
    ),
    "score": CommandEntry("Backlog", "Set the inputs of a score, or review several stories."),
    "undo": CommandEntry("Backlog", "Undo the last change, then the one before it.", "undo.undo_command"),
    "redo": CommandEntry("Backlog", "Redo the change that was undone last.", "undo.redo_command"),
    "sprint": CommandEntry("Sprint", "Start, close or show a sprint.", "sprint.sprint_command"),
    "review": CommandEntry("Sprint", "Report what a sprint delivered, ready to read aloud.", "sprint.review_command"),
    "burndown": CommandEntry("Sprint", "Show the work that remains in a sprint, day by day."),
    "goals": CommandEntry("Sprint", "Show the progress and the outlook of each Product Goal."),
    "requests": CommandEntry("Sprint", "Show what stakeholders asked for, and answer them."),
    "metrics": CommandEntry("Insight", "Show velocity, cycle times, and what is under way."),
    "forecast": CommandEntry("Insight", "Forecast when stories will be done, or how much by a date."),
    "roadmap": CommandEntry("Insight", "Show the Product Goals as now, next and later, with forecasts."),
    "diff": CommandEntry("Insight", "Show what a change to the backlog means."),
    "export": CommandEntry("Share", "Export stories for another tool."),
    "import": CommandEntry("Share", "Import stories from another tool's file.", "imports.command"),
    "prompt": CommandEntry("Share", "Print a prompt that asks a language model for stories."),
    "init": CommandEntry("Care", "Start a backlog here.", "care.init_command"),
    "validate": CommandEntry("Care", "Find every problem in every file."),
    "rules": CommandEntry("Care", "List the rules.", "reference.rules_command"),
    "explain": CommandEntry("Care", "Explain a rule, or a story's score.", "reference.explain_command"),
    "format": CommandEntry("Care", "Put keys in order and tidy spaces; comments stay.", "care.format_command"),
    "renumber": CommandEntry("Care", "Change the id of a record, and every reference to it."),
    "resolve": CommandEntry("Care", "Resolve merge conflicts, field by field.", "merge.resolve_command"),
    "merge": CommandEntry("Care", "Let git merge files field by field.", "merge.merge_command"),
    "schema": CommandEntry("Care", "Print the JSON Schema of a kind of file.", "reference.schema_command"),
    "doctor": CommandEntry(
        "Care", "Check what po relies on: state folder, index, git, file names.", "care.doctor_command"
    ),
    "config": CommandEntry("Care", "Show the settings of this backlog.", "care.config_command"),
    "overview": CommandEntry("", "Show today at a glance."),
}
"""Every command, in the order of the help; `overview` is what `po` alone runs."""


def functions(name: str) -> Mapping[str, Callable[..., object]]:
    """Import a command of the table: its function, or those of its own commands, by name."""
    module, _, called = (COMMANDS[name].place or f"{name}.command").partition(":")
    found = importlib.import_module(f"pocli.features.{module}")
    several: Mapping[str, Callable[..., object]] = getattr(found, "COMMANDS", {})
    return several or {name: getattr(found, called or "command")}


ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    word: lines
    for words, lines in (
        ("add create make draft story task feature ticket item idea", ("new {text}",)),
        ("bug chore spike epic", ("new {itself} {text}",)),
        ("ls l all stories items issues tickets backlog tasks features issue", ("list",)),
        ("epics", ("list --type epic",)),
        ("bugs", ("list --type bug",)),
        ("chores", ("list --type chore",)),
        ("spikes", ("list --type spike",)),
        ("drafts", ("list --status draft",)),
        ("rm remove delete del trash reject cancel wontfix", ("drop {id} {why}",)),
        ("mv move plan-into schedule", ("set {id} sprint=next", "renumber {id}")),
        ("rename retitle", ("set {id} title={text}",)),
        ("find grep query filter", ("search {word}",)),
        ("log history activity", ("diff", "standup")),
        ("open view cat get details info display", ("show {id}",)),
        ("next top prioritize prioritise priority priorities order sort reorder wsjf", ("rank --limit 5", "plan")),
        ("status st summary dashboard today now home", ("", "sprint show")),
        ("estimate size point points", ("set {id} points=5",)),
        ("reach impact confidence effort rescore", ("score {id}",)),
        ("close finish complete end ship deliver", ("done {id}", "sprint close")),
        ("todo todos mine wip doing", ("standup", "list --status doing")),
        ("board kanban sprints iteration iterations", ("sprint show",)),
        ("begin work take pick pull", ("start {id}",)),
        ("stop pause reopen undone unstart unready", ("ready {id}",)),
        ("assign", ("set {id} owner={owner}",)),
        ("tag label labels", ("set {id} labels+={label}",)),
        ("update change modify put patch", ("set {id} points=5", "edit {id}")),
        ("comment note annotate", ("edit {id}",)),
        ("link depend depends dep deps depends-on blocks", ("set {id} depends_on+={other}",)),
        ("unlink undepend", ("set {id} depends_on-={other}",)),
        ("unassign", ("set {id} owner=none",)),
        ("unlabel untag", ("set {id} labels-={label}",)),
        ("sprint-add add-to-sprint", ("set {id} sprint=current",)),
        ("milestone milestones", ("sprint show",)),
        ("customers customer users", ("requests",)),
        ("persona", ("config",)),
        ("who me whoami", ("list --owner me",)),
        ("transition approve accept", ("done {id}", "ready {id}")),
        ("copy cp clone duplicate", ("new {text}",)),
        ("changes compare-to blame branch commit", ("diff",)),
        ("sync refresh", ("import csv {file}",)),
        ("cleanup clean purge gc", ("archive",)),
        ("graph tree deps-graph", ("export mermaid",)),
        ("print", ("list",)),
        ("wait hide snooze", ("block {id} {why}",)),
        ("attach append", ("edit {id}",)),
        ("goal okr okrs objectives", ("goals",)),
        ("request asks stakeholders", ("requests",)),
        ("check lint verify test problems", ("validate",)),
        ("fix mend repair", ("validate --fix",)),
        ("fmt tidy", ("format",)),
        ("stats statistics velocity report reports", ("metrics",)),
        ("eta when predict", ("forecast",)),
        ("timeline gantt releases", ("roadmap",)),
        ("changelog release release-notes", ("export changelog",)),
        ("dump backup", ("export json",)),
        ("load", ("import csv {file}",)),
        ("burn burnup burn-down burn-up", ("burndown",)),
        ("retro retrospective demo", ("review",)),
        ("daily scrum", ("standup",)),
        ("slice breakdown break", ("split {id} --into {text}",)),
        ("criteria ac acceptance", ("checklist {id}",)),
        ("toggle", ("tick {id} all",)),
        ("star promote bump", ("pin {id} {why}",)),
        ("unstar", ("unpin {id}",)),
        ("blocked impediment", ("block {id} {why}",)),
        ("what-if whatif compare cost price", ("tradeoff {id}",)),
        ("revert restore redo", ("undo",)),
        ("settings configure options preferences personas", ("config",)),
        ("setup initialize initialise bootstrap", ("init",)),
        ("explain-rule rule", ("rules",)),
        ("help man usage", ("--help",)),
        ("version ver", ("--version",)),
    )
    for word in words.split()
}
"""What people type who know other tools, and the command lines that do that here; `usage` fills in what was typed."""
