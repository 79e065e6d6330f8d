"""A process of its own reads a file: what it answers, and how it is stopped."""

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from cases.minutes.confined import run_confined
from cases.minutes.limits import DEFAULT_LIMITS, MB
from cases.minutes.result import BrokenDocument, Link, LockedDocument, TooLarge, TooSlow

TIGHT = replace(DEFAULT_LIMITS, seconds=1, memory=200 * MB)


def act(name: str, value: object = b"", limits=DEFAULT_LIMITS):
    return run_confined(f"tests.cases.minutes.confined_acts:{name}", value, limits=limits)


def is_running(pid: int) -> bool:
    """Whether the process runs, and is not only waiting to be counted out."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_answers_come_back_as_they_are():
    assert act("same", b"\x00" * 5_000_000) == b"\x00" * 5_000_000
    assert act("plain_data")[0] == Link("a", None)


def test_one_process_serves_many_files():
    assert act("pid") == act("pid") != os.getpid()


def test_what_a_library_prints_is_no_answer():
    assert act("chatter", 7) == 7


def test_a_refusal_is_raised_as_itself_and_the_process_goes_on():
    before = act("pid")
    with pytest.raises(LockedDocument, match=r"Filen er låst\."):
        act("refuse")
    assert act("pid") == before


def test_a_file_that_never_ends_is_given_up_with_all_it_started(tmp_path):
    started = time.monotonic()
    with pytest.raises(TooSlow, match="over 1 sekunder"):
        act("loop", limits=TIGHT)
    with pytest.raises(TooSlow):
        act("sleep_with_child", str(tmp_path / "pid"), limits=TIGHT)
    assert time.monotonic() - started < 6
    time.sleep(0.2)
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_a_file_that_takes_all_memory_is_too_large():
    with pytest.raises(TooLarge, match="200 MB"):
        act("devour", limits=replace(TIGHT, seconds=20))  # a busy machine takes long to fill it


def test_a_process_that_takes_all_memory_stays_well_below_the_limit(tmp_path):
    with pytest.raises(TooLarge):
        act("devour_and_tell", str(tmp_path / "size"))
    # The rest is for the portal's own process.
    assert 200 * MB < int((tmp_path / "size").read_text()) < DEFAULT_LIMITS.memory * 3 // 4


@pytest.mark.parametrize("name", ["fail", "crash", "leave", "recurse", "hand_over_code"])
def test_any_other_failure_is_a_broken_file(name):
    with pytest.raises(BrokenDocument, match="kunne ikke læses til ende"):
        act(name)
    assert not Path("/tmp/never").exists()
    assert act("same", 1) == 1


def test_an_answer_too_long_for_the_portal_is_refused():
    with pytest.raises(TooLarge, match="ren tekst"):
        act("long_answer")


def test_waiting_for_the_next_file_is_not_counted():
    before = act("pid", limits=replace(TIGHT, seconds=0.5))
    time.sleep(2.3)  # the process' own clocks stand two seconds above the limit
    assert act("pid") == before


def test_a_stopped_process_leaves_no_trace():
    child = act("pid")
    with pytest.raises(TooSlow):
        act("loop", limits=TIGHT)
    assert not Path(f"/proc/{child}").exists()


def test_the_process_is_told_no_secrets():
    assert "SECRET_KEY" in os.environ
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(act("environment"))


def test_several_threads_each_get_their_own_answer():
    answers: dict[int, int] = {}

    def ask(number: int) -> None:
        answers[number] = act("same", number)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: number for number in range(8)}


def test_a_fork_reads_with_a_process_of_its_own():
    parents = act("pid")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        own = act("pid")
        os.write(writing, b"own" if own != parents else b"the parent's")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 20) == b"own"
    assert act("pid") == parents
    os.close(reading)
    os.close(writing)
