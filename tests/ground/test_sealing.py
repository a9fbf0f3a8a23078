"""Personal data can be read by the app only, and a changed byte is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import sealing
from webapp.sealing import Unreadable


@pytest.fixture(autouse=True)
def _key():
    sealing.use_master_key(bytes(32))


@given(st.binary(max_size=200))
def test_what_was_sealed_is_read_again(plain):
    sealing.use_master_key(bytes(32))
    assert sealing.unseal(sealing.seal(plain, "phone"), "phone") == plain


def test_the_same_text_is_never_sealed_the_same():
    assert sealing.seal(b"An", "name") != sealing.seal(b"An", "name")


@pytest.mark.parametrize("place", [0, 11, 12, -1])
def test_a_changed_byte_is_refused(place):
    sealed = bytearray(sealing.seal(b"Nguyen Van An", "name"))
    sealed[place] ^= 1
    with pytest.raises(Unreadable):
        sealing.unseal(bytes(sealed), "name")


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 12, b"x" * 27])
def test_a_cut_text_is_refused(sealed):
    with pytest.raises(Unreadable):
        sealing.unseal(sealed, "name")


def test_a_name_cannot_be_passed_off_as_a_phone():
    with pytest.raises(Unreadable):
        sealing.unseal(sealing.seal(b"An", "name"), "phone")


def test_another_master_key_reads_nothing():
    sealed = sealing.seal(b"An", "name")
    sealing.use_master_key(b"x" * 32)
    with pytest.raises(Unreadable):
        sealing.unseal(sealed, "name")


def test_a_blind_index_finds_again_and_tells_nothing():
    assert sealing.blind("phone", "0912345678") == sealing.blind("phone", "0912345678")
    assert sealing.blind("phone", "0912345678") != sealing.blind("phone", "0912345679")
    assert sealing.blind("phone", "0912345678") != sealing.blind("id", "0912345678")


def test_a_files_key_comes_back_and_a_changed_one_is_refused():
    key, wrapped = sealing.new_file_key()
    assert sealing.open_file_key(wrapped) == key
    with pytest.raises(Unreadable):
        sealing.open_file_key(wrapped[:-1] + bytes([wrapped[-1] ^ 1]))


@pytest.mark.parametrize("wrapped", [b"", b"x" * 23, b"x" * 40])
def test_what_is_no_files_key_is_refused(wrapped):
    with pytest.raises(Unreadable):
        sealing.open_file_key(wrapped)


OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture
def changing():
    """A text, an index and a file key of before; the key is being changed."""
    sealing.use_master_key(OLD)
    before = sealing.seal(b"An", "name"), sealing.blind("phone", "0912345678"), sealing.new_file_key()
    sealing.use_master_key(NEW, (OLD,))
    return before


def test_an_old_key_still_opens(changing):
    assert sealing.unseal(changing[0], "name") == b"An"
    assert sealing.open_file_key(changing[2][1]) == changing[2][0]


def test_only_the_new_key_seals(changing):
    made = sealing.seal(b"An", "name"), sealing.new_file_key(), sealing.blind("phone", "0912345678")
    sealing.use_master_key(NEW)
    assert sealing.unseal(made[0], "name") == b"An"
    assert sealing.open_file_key(made[1][1]) == made[1][0]
    assert sealing.blind("phone", "0912345678") == made[2]


def test_what_is_made_anew_opens_without_the_old_key(changing):
    name, wrapped = sealing.renewed(changing[0], "name"), sealing.renewed_file_key(changing[2][1])
    sealing.use_master_key(NEW)
    assert (sealing.unseal(name, "name"), sealing.open_file_key(wrapped)) == (b"An", changing[2][0])


def test_what_is_under_the_new_key_is_not_made_anew(changing):
    assert sealing.renewed(sealing.seal(b"An", "name"), "name") is None
    assert sealing.renewed_file_key(sealing.new_file_key()[1]) is None


def test_look_ups_find_what_was_written_under_the_old_key(changing):
    assert changing[1] in sealing.blinds("phone", "0912345678")
    assert sealing.blinds("phone", "0912345678")[0] == sealing.blind("phone", "0912345678") != changing[1]


def test_a_dropped_key_opens_nothing(changing):
    sealing.use_master_key(NEW)
    with pytest.raises(Unreadable):
        sealing.unseal(changing[0], "name")
    with pytest.raises(Unreadable):
        sealing.open_file_key(changing[2][1])


def test_a_changed_byte_is_refused_under_several_keys_too(changing):
    with pytest.raises(Unreadable):
        sealing.renewed(changing[0][:-1] + bytes([changing[0][-1] ^ 1]), "name")
    with pytest.raises(Unreadable):
        sealing.unseal(b"short", "name")
