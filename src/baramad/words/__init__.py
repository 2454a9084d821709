"""Knows languages: numbers, dates and sentences in English and Urdu. Never what they are about."""

from baramad.words.language import LANGUAGES as LANGUAGES
from baramad.words.language import Language as Language
from baramad.words.language import fonts as fonts
from baramad.words.language import has_urdu as has_urdu
from baramad.words.language import language as language
