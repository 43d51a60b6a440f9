"""What the environment check promises to somebody who has just installed the course."""

from coursekit import environment


def test_here_all_is_well(capsys):
    assert environment.report()
    told = capsys.readouterr().out
    assert "[OK]   numpy" in told
    assert "Keras computes" in told
    assert told.endswith("All is well.\n")


def test_a_missing_library_is_named_with_the_command_that_brings_it():
    told = str(environment.library("no-such-library>=2"))
    assert told.startswith("[FAIL] no-such-library: not installed")
    assert 'pip install "no-such-library>=2"' in told


def test_a_library_that_is_too_old_is_named_with_both_versions():
    finding = environment.library("numpy>=99")
    assert not finding.ok
    assert ">=99 is needed" in finding.what


def test_a_library_of_another_system_is_not_asked_for():
    assert environment.library("pywin32>=300; sys_platform == 'nowhere'").ok


def test_a_python_that_is_too_old_or_too_new_is_told():
    assert not environment.python((3, 10, 0)).ok
    assert not environment.python((3, 14, 0)).ok
    assert environment.python((3, 12, 5)).ok


def test_a_full_disk_is_told(monkeypatch):
    monkeypatch.setattr(environment, "MEGABYTES", 10**12)
    finding = environment.disk()
    assert not finding.ok
    assert "FIRST_NEURON_CACHE" in finding.remedy
