"""Messages: broken between words on a terminal, whole lines in a pipe; a word that is not known is told the nearest."""

from __future__ import annotations

import re

import click
import pytest
from conftest import Run
from processes import ended, said_on_terminal

from occupare.ask.parameters import Parameter
from occupare.choice import OneOf
from occupare.errors import DataError, UsageError
from occupare.main import cli, exit_code

LONG = ["query", "biggest_changes", "--metric", "anual_pay"]


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_a_message_on_a_terminal_is_broken_between_words(run: Run, bundled, width):
    whole = ended(run("-d", bundled, *LONG), 2).stderr
    assert whole.count("\n") == 1 and len(whole) > 500
    _, said = said_on_terminal(width, "-d", bundled, *LONG)
    assert max(map(len, said.splitlines())) <= width and said.split() == whole.split()


def test_a_word_wider_than_the_terminal_stays_whole(tmp_path):
    name = "x" * 70
    assert name in said_on_terminal(40, "-d", tmp_path / name, "find")[1]
    assert name in said_on_terminal(40, "-d", tmp_path / name, "find", COLUMNS="30")[1]


def commands_of(group: click.Group, path: tuple[str, ...] = ()):
    """Yield every command with the words that call it, the questions among them."""
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            yield (*path, name), command
            if isinstance(command, click.Group):
                yield from commands_of(command, (*path, name))


def test_every_choice_and_sub_command_tells_the_nearest(run: Run, bundled):
    choices = 0
    for path, command in commands_of(cli):
        with pytest.raises(UsageError, match=f"did you mean '{re.escape(path[-1])}'"):
            exit_code(["-d", str(bundled), *path[:-1], path[-1] + "e"])
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice):
                assert isinstance(parameter.type, OneOf), (path, parameter.name)
                choices += 1
    assert choices > 10
    assert "did you mean 'postgres'?" in ended(run("port", "postgre"), 2).stderr
    assert "did you mean 'csv'?" in ended(run("find", "--format", "cvs"), 2).stderr
    assert "did you mean 'bundled'?" in ended(run("-d", "x.duckdb", "build", "bundeld"), 1).stderr


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["where_it_pays_best", "--occupation", "service manager", "--kind", "city"], "'state', 'territory', 'metro', 'nonmetro'"),
        (["where_it_pays_best", "--occupation", "service manager", "--rows", "-1"], "found '-1', expected a whole number from 1 upwards"),
        (["raises_within_reach", "--occupation", "service manager", "--related", "2"], "found '2', expected a whole number from 0 to 1"),
        (["pay_spread", "--rows", "0"], "expected a whole number from 1 upwards"),
        (["pay_spread", "--rows", "many"], "found 'many', expected a whole number from 1 upwards"),
        (["query", "pay_spread", "--timeout", "nan"], "found 'nan', expected a number above 0, at most 1,000,000"),
        (["query", "pay_spread", "--timeout", "0"], "found '0', expected a number above 0, at most 1,000,000"),
        (["gender_share_and_pay", "--pay-metric", "median"], "'annual_pay', 'annual_pay_median'; did you mean"),
        (LONG, "expected one of annual_pay, "),
    ],
)  # fmt: skip
def test_a_value_that_there_is_not_is_told_those_there_are(run: Run, bundled, asked, told):
    asked = asked if asked[0] == "query" else ["query", *asked]
    assert told in ended(run("-d", bundled, *asked), 2).stderr


def test_limits_of_a_parameter_are_declared_behind_its_type(connection):
    declared = Parameter.declared("-- $place (text in area.area_kind, nation): it.")
    assert (declared.limits, declared.default) == ("in area.area_kind", "nation")
    assert declared.literal(connection, "nation") == "'nation'"
    assert Parameter.declared("-- $n (number from -0.5 to 1): it.").type.max == 1
    for line in (
        "$n (text from 1): it.",
        "$n (integer of a|b): it.",
        "$n (integer from 5, 4): it.",
        "$n (text of a|b, c): it.",
    ):
        with pytest.raises(DataError):
            Parameter.declared(f"-- {line}")
    with pytest.raises(DataError, match=r"values of \$n, 'in area.none'"):
        Parameter.declared("-- $n (text in area.none): it.").literal(connection, "x")
