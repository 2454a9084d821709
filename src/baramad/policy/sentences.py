"""The sentences of an explanation, one small grammar for each language.

Every statement has a key; a language has one pattern for each key and one word for each value that
is a word. The test holds the languages to the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping

Grammar = Mapping[str, str]

ENGLISH: Grammar = {
    "yes": "yes",
    "no": "no",
    "law": "law",
    "rule": "administrative rule",
    "announced": "announced, not law",
    "proposed": "proposed, not law",
    "reform": "what-if",
    "H": "high",
    "M": "medium",
    "L": "low",
    "answer": "On {on}, {name} is {value}. {says} [{cite}]",
    "unknown": "On {on}, {name} is not known. {says} [{cite}]",
    "absent": "{name} is not in force on {on}.",
    "exception": "This is an exception to {to}, because {applies} holds.",
    "because": "{name} is {value}: {text}",
    "rounded": "Rounded to {step}, from {exact}.",
    "holds": "{text} holds, so {taken} counts.",
    "fails": "{text} does not hold, so {taken} counts.",
    "open": "Whether {text} holds is not known.",
    "either": "Whether {text} holds is not known, but both ways give the same.",
    "floor_binds": "The floor {limit} = {bound} decides: {text} = {value} is below it.",
    "floor_free": "{text} = {value} decides: it is not below the floor {limit} = {bound}.",
    "cap_binds": "The cap {limit} = {bound} decides: {text} = {value} is above it.",
    "cap_free": "{text} = {value} decides: it is not above the cap {limit} = {bound}.",
    "condition_yes": "yes: {title} ({text}{gap})",
    "condition_no": "no: {title} ({text}{gap})",
    "condition_open": "not known: {title} ({text})",
    "gap": ", by {gap}",
    "sum": "{text} = {value}",
    "parameter": (
        "{name} = {value}: {title}. {status}, {source}, since {since}{until};"
        " confidence {confidence}; {confirmed}."
    ),
    "until": " until {until}",
    "confirmed": "confirmed by {who}",
    "unconfirmed": "not yet confirmed by a person",
    "changes": "From {since} it is {value}.",
    "lapses": "From {since} it has no value.",
    "expected": "{status}: {value} from {since}{until} ({source}).",
    "against": "{source} says {value} instead; it is not followed: {why}.",
    "fact": "{name} = {value}, as given{origin}.",
    "origin": " ({origin})",
    "needed": "{name} is needed: {ask}",
    "declared": "{name} is not known: {text}.",
    "conflict": "Sources disagree about {name} and none is followed.",
    "not_in_force": "{name} is not in force on {on}: its first value begins on {first}{last}.",
    "never": "{name} has no value on any day.",
    "last": ", its last ends on {last}",
    "contradiction": "{text} apply at once to {name}, and the law does not say which prevails.",
    "division": "{name} divides by zero.",
    "turns": "It would be {result} if {fact} were {value}.",
    "later": "The same facts give {value} from {since}.",
    "later_open": "From {since} the same facts settle nothing.",
}

URDU: Grammar = {
    "yes": "ہاں",
    "no": "نہیں",
    "law": "قانون",
    "rule": "انتظامی ضابطہ",
    "announced": "اعلان، قانون نہیں",
    "proposed": "تجویز، قانون نہیں",
    "reform": "مفروضہ",
    "H": "زیادہ",
    "M": "درمیانہ",
    "L": "کم",
    "answer": "{on} کو {name}: {value}۔ {says} [{cite}]",
    "unknown": "{on} کو {name} معلوم نہیں۔ {says} [{cite}]",
    "absent": "{name} {on} کو نافذ نہیں۔",
    "exception": "یہ {to} سے استثنا ہے، کیونکہ {applies} پوری ہے۔",
    "because": "{name}: {value}، یعنی {text}",
    "rounded": "{exact} کو {step} تک گول کیا گیا۔",
    "holds": "{text} پوری ہے، اس لیے {taken} شمار ہوتا ہے۔",
    "fails": "{text} پوری نہیں، اس لیے {taken} شمار ہوتا ہے۔",
    "open": "معلوم نہیں کہ {text} پوری ہے یا نہیں۔",
    "either": "معلوم نہیں کہ {text} پوری ہے یا نہیں، مگر نتیجہ دونوں طرح ایک ہے۔",
    "floor_binds": "کم از کم حد {limit} = {bound} فیصلہ کن ہے: {text} = {value} اس سے کم ہے۔",
    "floor_free": "{text} = {value} فیصلہ کن ہے: یہ کم از کم حد {limit} = {bound} سے کم نہیں۔",
    "cap_binds": "بالائی حد {limit} = {bound} فیصلہ کن ہے: {text} = {value} اس سے زیادہ ہے۔",
    "cap_free": "{text} = {value} فیصلہ کن ہے: یہ بالائی حد {limit} = {bound} سے زیادہ نہیں۔",
    "condition_yes": "ہاں: {title} ({text}{gap})",
    "condition_no": "نہیں: {title} ({text}{gap})",
    "condition_open": "معلوم نہیں: {title} ({text})",
    "gap": "، فرق {gap}",
    "sum": "{text} = {value}",
    "parameter": (
        "{name} = {value}: {title}۔ {status}، {source}، {since} سے{until}؛"
        " اعتماد {confidence}؛ {confirmed}۔"
    ),
    "until": " {until} تک",
    "confirmed": "{who} نے تصدیق کی",
    "unconfirmed": "ابھی کسی شخص نے تصدیق نہیں کی",
    "changes": "{since} سے یہ {value} ہے۔",
    "lapses": "{since} سے اس کی کوئی قدر نہیں۔",
    "expected": "{status}: {since} سے{until} {value} ({source})۔",
    "against": "{source} کے مطابق {value}؛ اس پر عمل نہیں: {why}۔",
    "fact": "{name} = {value}، جیسا بتایا گیا{origin}۔",
    "origin": " ({origin})",
    "needed": "{name} درکار ہے: {ask}",
    "declared": "{name} معلوم نہیں: {text}۔",
    "conflict": "{name} پر ماخذ متفق نہیں اور کسی پر عمل نہیں۔",
    "not_in_force": "{name} {on} کو نافذ نہیں: پہلی قدر {first} سے ہے{last}۔",
    "never": "{name} کی کسی دن کوئی قدر نہیں۔",
    "last": "، آخری {last} کو ختم ہوئی",
    "contradiction": "{text} دونوں {name} پر لاگو ہیں، اور قانون نہیں بتاتا کہ کون غالب ہے۔",
    "division": "{name} صفر پر تقسیم کرتا ہے۔",
    "turns": "اگر {fact} {value} ہو تو نتیجہ {result} ہو گا۔",
    "later": "انہی حقائق پر {since} سے {value} ہو گا۔",
    "later_open": "{since} سے انہی حقائق پر کچھ طے نہیں۔",
}

GRAMMARS: Mapping[str, Grammar] = {"en": ENGLISH, "ur": URDU}
