"""The method and the accessibility statement, in words for people."""

from __future__ import annotations

from baramad.report.document import Block, Heading, Paragraph
from baramad.report.findings import Findings
from baramad.track.levels import LEVELS
from baramad.words import Language


def method(findings: Findings, words: Language) -> list[Block]:
    """How everything is computed."""
    say = words.say
    return [
        Paragraph(
            say(
                "Every figure has a source, a date on which it became known and a standing; every "
                "sentence about figures is written by rules from those figures, never by hand."
            )
        ),
        *_figures(words),
        *_said(words),
        *_computed(words),
        Heading(2, say("The same again"), "again"),
        Paragraph(
            say(
                "Each page names the pack, its hash, the day and the version. The same four give "
                "the same page, here or on another machine; the command beneath each page gives "
                "the same in a terminal. Known on {day}.",
                day=words.day(findings.as_of),
            )
        ),
    ]


def _figures(words: Language) -> list[Block]:
    """Vintages and definitions."""
    say = words.say
    return [
        Heading(2, say("Figures and their vintages"), "figures"),
        Paragraph(
            say(
                "A statistic is printed, revised, restated and repeated. All prints are kept. With "
                "a day chosen at the foot of a page, only what had been published by that day "
                "counts."
            )
        ),
        Paragraph(
            say(
                "Two official definitions are in use and must not be mixed. Total ICT is "
                "telecommunications, computer and information services of the balance of payments. "
                "IT and ITeS is computer services and call centres, as the export board counts "
                "them."
            )
        ),
    ]


def _said(words: Language) -> list[Block]:
    """Targets and claims."""
    say = words.say
    return [
        Heading(2, say("Targets"), "targets"),
        Paragraph(
            say(
                "Status is the Open SDG rule: growth since the base year over the growth the "
                "target asked for; from 0.95 on track, from 0.60 acceleration needed, from 0 "
                "limited progress, below 0 deterioration. The base year is the last fiscal year "
                "that was over when the target was announced."
            )
        ),
        Heading(2, say("Claims and conflicts"), "claims"),
        Paragraph(
            say(
                "A claim is what somebody said about a quantity. A person confirms that it was "
                "said; rules compare it with other claims and with the official series, and say "
                "in words why two figures cannot both hold, or differ for a good reason."
            )
        ),
    ]


def _computed(words: Language) -> list[Block]:
    """Forecasts and the law."""
    say = words.say
    return [
        Heading(2, say("Forecasts"), "forecasts"),
        Paragraph(
            say(
                "Several methods forecast the monthly series; naive and drift always stand beside "
                "the best. Bands of {levels} per cent come from the errors that each method made "
                "at past dates, and each is shown with how often it held.",
                levels=", ".join(words.number(one) for one in LEVELS),
            )
        ),
        Heading(2, say("The law"), "law"),
        Paragraph(
            say(
                "Values of the law are data with first and last day, status and document; rules "
                "are small functions of them. An unknown fact makes an answer unknown, never "
                "zero. What is only announced does not count as law, and is told as announced."
            )
        ),
    ]


def accessibility(words: Language) -> list[Block]:
    """For whom the pages work."""
    say = words.say
    return [
        Paragraph(
            say(
                "The pages aim at WCAG 2.2, level AA, in English and Urdu, and work with scripting "
                "off, by keyboard alone, on a narrow phone and on paper."
            )
        ),
        Heading(2, say("What holds"), "holds"),
        Paragraph(
            say(
                "Every picture has a sentence that says what it shows, and a table of the same "
                "numbers beneath it. Meaning is never carried by colour alone."
            )
        ),
        Paragraph(
            say(
                "Every page is tested by axe in both languages, with no violation, and in a "
                "browser by keyboard alone, without scripts and on a narrow screen."
            )
        ),
        Heading(2, say("What does not yet"), "lacks"),
        Paragraph(
            say(
                "Some texts exist in English only: notes of the evidence, who announced a target, "
                "citations. The Urdu awaits a native reader's review."
            )
        ),
        Paragraph(
            say(
                "No person who uses a screen reader has gone through the pages yet. If something "
                "keeps you out, tell whoever runs this server; the command line gives the same as "
                "plain text."
            )
        ),
    ]
