"""The tutorials show what really comes out, step by step."""

from tests.tutorial import CHINESE, ENGLISH, fragments, made


def test_the_tutorials_are_up_to_date() -> None:
    """``python -m tests.tutorial --update`` would write nothing."""
    chinese, english = made()
    assert chinese == CHINESE.read_text("utf-8")
    assert english == ENGLISH.read_text("utf-8")


def test_the_last_step_is_a_valid_policy() -> None:
    """Whoever follows to the end has no error left."""
    text = CHINESE.read_text("utf-8")
    assert len(fragments(text)) >= 7
    end = text.rpartition("$ policyc check care.pol\n")[2]
    assert "care.pol：通过" in end
