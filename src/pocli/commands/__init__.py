"""Which commands are there? `--help` and completion of names read this table, and load no command."""

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """A command's place in the help."""

    panel: str
    summary: str


COMMANDS: Mapping[str, Entry] = {
    "rank": Entry("Every day", "Show what is worth most, and why."),
    "plan": Entry("Every day", "Choose the best stories for a sprint's capacity, with proof."),
    "show": Entry("Every day", "Show a story whole."),
    "list": Entry("Every day", "List the stories."),
    "new": Entry("Every day", "Write a new story, bug, goal, request or sprint."),
    "start": Entry("Every day", "Take stories into work."),
    "done": Entry("Every day", "Finish stories."),
    "checklist": Entry("Every day", "Show acceptance criteria as a checklist."),
    "standup": Entry("Every day", "Show what happened, what hinders, what is under way."),
    "tradeoff": Entry("Every day", "Say what it costs to do something now."),
    "set": Entry("Backlog", "Set fields; the rest of each file stays as it is."),
    "edit": Entry("Backlog", "Open a file in your editor; it is checked before it is saved."),
    "tick": Entry("Backlog", "Tick acceptance criteria."),
    "untick": Entry("Backlog", "Untick acceptance criteria."),
    "ready": Entry("Backlog", "Say that stories can be taken into a sprint."),
    "block": Entry("Backlog", "Record what hinders stories from outside."),
    "unblock": Entry("Backlog", "Say that nothing hinders stories any more."),
    "drop": Entry("Backlog", "Say no to stories, with the reason."),
    "pin": Entry("Backlog", "Put stories at the top, with the reason."),
    "unpin": Entry("Backlog", "Leave stories' places to the formula again."),
    "split": Entry("Backlog", "Make an epic with children of a story that is too large."),
    "score": Entry("Backlog", "Set the inputs of scores, or go through them."),
    "undo": Entry("Backlog", "Take back the last command, then the one before it."),
    "redo": Entry("Backlog", "Do again what was taken back."),
    "sprint": Entry("Sprint", "Start, close or show a sprint."),
    "review": Entry("Sprint", "Tell what a sprint delivered, to be read aloud."),
    "burndown": Entry("Sprint", "Show what is left of a sprint, day by day."),
    "goals": Entry("Sprint", "Show whether we are on the way to each goal."),
    "requests": Entry("Sprint", "Show what was asked for, and answer it."),
    "metrics": Entry("Insight", "Show velocity, cycle times, and what is under way."),
    "forecast": Entry("Insight", "Say when stories will be done, or how many by a date."),
    "roadmap": Entry("Insight", "Show the goals by now, next and later, with forecasts."),
    "diff": Entry("Insight", "Show what a change of the backlog means."),
    "export": Entry("Share", "Write the stories as another tool takes them."),
    "import": Entry("Share", "Make stories of another tool's file."),
    "prompt": Entry("Share", "Print a prompt that asks a language model for stories."),
    "init": Entry("Care", "Start a backlog here."),
    "validate": Entry("Care", "Find every problem of every file."),
    "rules": Entry("Care", "List the rules."),
    "explain": Entry("Care", "Explain a rule."),
    "format": Entry("Care", "Put keys and spaces in order; comments stay."),
    "renumber": Entry("Care", "Give a record another id; all that names it follows."),
    "resolve": Entry("Care", "Settle what a merge left, field by field."),
    "merge": Entry("Care", "Let git merge files field by field."),
    "schema": Entry("Care", "Print the JSON Schema of a kind of file."),
    "doctor": Entry("Care", "Look at what is around the backlog: state, index, git, file names."),
    "config": Entry("Care", "Show the settings of this backlog."),
    "overview": Entry("", "Show today at a glance."),
}
"""Every command, in the order of the help; `overview` is what `po` alone runs."""
