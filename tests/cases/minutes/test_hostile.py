"""Texts made to be slow are read in time that grows with their size, not with its square."""

import time

import pytest

from cases.minutes.parser import read_here

HEAD = "REFERAT Teknisk Udvalg d. 04-03-2025\n\nPunkt 1: Titel\n\nResume\n\n"
HOSTILE = {
    "one long line": "ord " * 250_000,
    "no spaces": "a" * 1_000_000,
    "dots": ". " * 50_000,
    "marks": "x " * 50_000,
    "brackets": "[" * 50_000,
    "open links": "[a](b" * 20_000,
    "digits": "1." * 50_000,
    "recommenders": "A" + " b" * 60 + " foreslår" * 2000,
    "cells": "a\t" * 50_000,
    "pipes": "|" * 50_000,
    "stars": "*" * 50_000,
    "bullets": "- " * 50_000,
    "many items": "".join(f"Punkt {n}: T\n\nBeslutning\n\nGodkendt.\n\n" for n in range(2, 2000)),
}


def seconds(text: str) -> float:
    started = time.process_time()
    read_here((HEAD + text).encode())
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_takes_nowhere_near_sixteen_times_as_long(name):
    whole = HOSTILE[name]
    # The constant is for what is too quick to compare.
    assert seconds(whole) < 10 * seconds(whole[: len(whole) // 4]) + 0.5
