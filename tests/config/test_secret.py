from maven.config.secret import LEAST, secret_key


def test_the_key_given_is_taken(tmp_path):
    assert secret_key("given", tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_without_one_a_key_is_made_once_and_kept_for_us_alone(tmp_path):
    var = tmp_path / "var"

    made = secret_key("", var)

    assert len(made) >= LEAST
    assert secret_key("", var) == made
    assert (var / "secret-key").stat().st_mode & 0o777 == 0o600


def test_two_stores_have_two_keys(tmp_path):
    assert secret_key("", tmp_path / "a") != secret_key("", tmp_path / "b")
