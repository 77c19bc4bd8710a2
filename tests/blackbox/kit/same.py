"""Whole answers compared, with room for the few values only the server can choose."""

import re


class Maybe:
    """A key that may be absent; when present it has this value."""

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"Maybe({self.value!r})"


class Text:
    """Any text that a regular expression matches as a whole."""

    def __init__(self, pattern):
        self.pattern = pattern

    def __eq__(self, other):
        return isinstance(other, str) and re.fullmatch(self.pattern, other) is not None

    def __repr__(self):
        return f"Text({self.pattern!r})"


class Number:
    """Any JSON integer from `low` to `high`; a boolean, a float and a quoted number are none."""

    def __init__(self, low=1, high=2**63 - 1):
        self.low, self.high = low, high

    def __eq__(self, other):
        return type(other) is int and self.low <= other <= self.high

    def __repr__(self):
        return f"Number({self.low}, {self.high})"


class Unordered:
    """A list whose order the contract leaves open."""

    def __init__(self, items):
        self.items = list(items)

    def __repr__(self):
        return f"Unordered({self.items!r})"


def differences(actual, expected, at="answer"):
    """Every place where `actual` is not what `expected` says, as sentences."""
    if isinstance(expected, Unordered):
        if not isinstance(actual, list):
            return [f"{at}: expected a list, got {actual!r}"]
        return differences(sorted(actual, key=repr), sorted(expected.items, key=repr), at)
    if isinstance(expected, dict):
        if not isinstance(actual, dict):
            return [f"{at}: expected an object, got {actual!r}"]
        found = [f"{at}.{key}: unexpected {actual[key]!r}" for key in actual if key not in expected]
        for key, value in expected.items():
            if key not in actual:
                if not isinstance(value, Maybe):
                    found.append(f"{at}.{key}: absent, expected {value!r}")
                continue
            wanted = value.value if isinstance(value, Maybe) else value
            found += differences(actual[key], wanted, f"{at}.{key}")
        return found
    if isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) != len(expected):
            return [f"{at}: expected {expected!r}, got {actual!r}"]
        return [
            line
            for index, (left, right) in enumerate(zip(actual, expected, strict=True))
            for line in differences(left, right, f"{at}[{index}]")
        ]
    if isinstance(expected, Text | Number):
        return [] if expected == actual else [f"{at}: expected {expected!r}, got {actual!r}"]
    if type(actual) is not type(expected) or actual != expected:
        return [f"{at}: expected {expected!r}, got {actual!r}"]
    return []


def assert_same(actual, expected):
    """Fail with one line per difference."""
    found = differences(actual, expected)
    assert not found, "\n".join([*found, f"whole answer: {actual!r}"])
