"""What stands at the end of every run: the two rates of the grader's own test."""


def pytest_terminal_summary(terminalreporter):
    """Print the rates that tests reported, from whichever worker they came."""
    reports = [
        r for key in ("passed", "failed") for r in terminalreporter.stats.get(key, [])
    ]
    pairs = [
        pair for report in reports for pair in getattr(report, "user_properties", [])
    ]
    rates = [text for name, text in pairs if name == "rate"]
    if rates:
        terminalreporter.section("false accepts and false rejects")
        for line in rates:
            terminalreporter.write_line(line)
