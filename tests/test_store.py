"""Models are found on disk, fetched when they may be, and never waited for in vain."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from fake_hub import COMMIT, NAME, FakeHub

import nlpkit
import nlpkit.engines.store.hub
from nlpkit.engines import store
from nlpkit.engines.store import places
from nlpkit.errors import ModelMissing, NlpkitError


def refusal(model: str, revision: str | None = None) -> NlpkitError:
    with pytest.raises(ModelMissing) as caught:
        store.find(model, revision)
    return caught.value


# --- finding


def test_a_folder_is_itself(tmp_path: Path) -> None:
    assert store.find(str(tmp_path)) == tmp_path


def test_shipped_models_come_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models" / "small").mkdir(parents=True)
    (tmp_path / "models" / "__pycache__").mkdir()
    monkeypatch.setattr(places, "SHIPPED", tmp_path / "models")
    assert store.shipped() == ["small"]
    assert store.find("small") == tmp_path / "models" / "small"


@pytest.mark.parametrize("name", ["", "a b", "a/b/c", "a/../b", "x..y", "-x", "модель", "a--b/c"])
def test_malformed_names(name: str, cache: Path) -> None:
    assert "not the name of a model" in refusal(name).message


@pytest.mark.parametrize("name", ["/no/such/folder", "./nothing", "../nothing", "~/nothing-here"])
def test_missing_folders(name: str, cache: Path) -> None:
    assert refusal(name).message == f"there is no folder {name}"


def test_revisions_stay_inside_the_cache(cache: Path) -> None:
    assert store.cached(NAME, "../../../../etc/passwd") is None


# --- fetching


def test_a_model_is_fetched_once(hub: FakeHub, checkpoint: Path, cache: Path) -> None:
    folder = store.find(NAME)
    assert folder == cache / "models--someone--tiny-ru-en" / "snapshots" / COMMIT
    names = {file.name for file in folder.iterdir()}
    kept = "chat_template.jinja config.json empty.txt model.safetensors source.spm vocab.json"
    assert names == set(kept.split())
    assert (folder / "model.safetensors").read_bytes() == (
        checkpoint / "model.safetensors"
    ).read_bytes()
    asked = len(hub.asked)
    assert store.find(NAME) == store.find(NAME, COMMIT) == folder
    assert len(hub.asked) == asked


def test_huggingface_hub_finds_what_was_fetched(hub: FakeHub, cache: Path) -> None:
    from huggingface_hub import snapshot_download

    folder = store.pull(NAME)
    assert snapshot_download(NAME, cache_dir=cache, local_files_only=True) == str(folder)


def test_pytorch_weights_where_there_are_no_others(hub: FakeHub, checkpoint: Path) -> None:
    (checkpoint / "model.safetensors").unlink()
    assert (store.pull(NAME) / "pytorch_model.bin").is_file()


def test_progress_ends_at_the_whole(hub: FakeHub) -> None:
    seen: list[tuple[int, int]] = []
    folder = store.pull(NAME, progress=lambda done, total: seen.append((done, total)))
    size = sum(file.stat().st_size for file in folder.iterdir())
    assert seen == sorted(seen)
    assert seen[-1] == (size, size)


def test_pull_mends_a_damaged_file(hub: FakeHub) -> None:
    folder = store.pull(NAME)
    (folder / "vocab.json").write_text("{}")
    assert store.pull(NAME) == folder
    assert (folder / "vocab.json").read_text() == '{"</s>": 0}'


def test_a_cut_off_download_goes_on_where_it_broke_off(hub: FakeHub) -> None:
    hub.cut = 10_000
    error = refusal(NAME)
    assert "broke off" in error.message
    assert store.local(NAME) is None
    assert (store.find(NAME) / "model.safetensors").is_file()


def test_two_processes_fetch_one_model(hub: FakeHub, cache: Path) -> None:
    """The second waits for the first, so that they do not write into one file."""
    code = f"from nlpkit.engines import store; print(store.pull({NAME!r}))"
    commands = [[sys.executable, "-c", code]] * 3
    fetchers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for command in commands
    ]
    told = [fetcher.communicate() for fetcher in fetchers]
    assert [fetcher.returncode for fetcher in fetchers] == [0, 0, 0], told
    assert len({out for out, _ in told}) == 1
    weights = [path for path in hub.asked if path.endswith(".safetensors")]
    assert len(weights) == 1


def test_a_damaged_download_is_thrown_away(hub: FakeHub) -> None:
    hub.damage = True
    assert "arrived damaged" in refusal(NAME).message
    hub.damage = False
    assert store.find(NAME).is_dir()


# --- refusals, each in its own words


@pytest.mark.parametrize(
    ("model", "revision", "words"),
    [
        ("someone/nothing", None, "knows no such model"),
        ("someone/secret", None, "or it is private"),
        (NAME, "v9", "it has no revision v9"),
    ],
)
def test_the_hub_says_no(hub: FakeHub, model: str, revision: str | None, words: str) -> None:
    hub.private = frozenset({"someone/secret"})
    error = refusal(model, revision)
    assert error.message.startswith(f"model {model} is not on this computer and could not be")
    assert words in error.message
    assert error.hint is not None
    assert error.hint.startswith(f"nlpkit models pull {model}")


def test_a_repository_without_weights(hub: FakeHub, checkpoint: Path) -> None:
    for name in ("model.safetensors", "pytorch_model.bin"):
        (checkpoint / name).unlink()
    assert "no weights that nlpkit can read" in refusal(NAME).message


def test_no_network(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    error = refusal(NAME)
    assert "cannot be reached" in error.message
    assert error.hint == f"nlpkit models pull {NAME}  (needs a network)"


@pytest.mark.parametrize("fault", ["silent", "stalls"])
def test_a_hanging_hub_is_left(hub: FakeHub, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """The hub lets go of nobody: that an answer comes at all is our doing."""
    monkeypatch.setattr(nlpkit.engines.store.hub, "TIMEOUT", 0.5)
    setattr(hub, fault, True)
    assert "did not answer in 0.5 seconds" in refusal(NAME).message


def test_offline_asks_nobody(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert "HF_HUB_OFFLINE" in refusal(NAME).message
    with pytest.raises(ModelMissing):
        store.pull(NAME)
    assert hub.asked == []


def test_offline_finds_what_is_there(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store.find(NAME)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert store.find(NAME) == folder


def test_a_cache_that_cannot_be_written(
    hub: FakeHub, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.write_text("a file where the folder should be")
    assert "cannot write to the cache" in refusal(NAME).message


# --- what is known of a model


def test_a_half_sharded_model_is_not_complete(hub: FakeHub, checkpoint: Path) -> None:
    folder = store.find(NAME)
    (folder / "model.safetensors").rename(folder / "model-00001-of-00002.safetensors")
    shards = {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))
    assert store.local(NAME) is None
    (folder / "model-00002-of-00002.safetensors").write_bytes(b"the rest")
    assert store.local(NAME) == folder


def test_info_reads_the_card(checkpoint: Path) -> None:
    (checkpoint / "nlpkit.json").write_text('{"source": "ru", "target": "en"}')
    (checkpoint / "README.md").write_text(
        "---\nlicense: mit\n---\n<!-- figures -->\nBLEU 30\n<!-- /figures -->\n"
    )
    told = store.info(str(checkpoint))
    assert told["pair"] == ("ru", "en")
    assert told["licence"] == "mit"
    assert told["figures"] == "BLEU 30"
    assert told["size"] == sum(f.stat().st_size for f in checkpoint.rglob("*") if f.is_file())


@pytest.mark.parametrize(
    ("head", "licence"),
    [
        ("license: other\nlicense_name: cc-by-nc, news", "cc-by-nc, news"),
        ("license_name: mine\nlicense: other", "mine"),
        ("license: other-1.0", "other-1.0"),
        ("license: other", None),
    ],
)
def test_info_gives_the_own_name_of_a_licence(
    checkpoint: Path, head: str, licence: str | None
) -> None:
    (checkpoint / "README.md").write_text(f"---\nlanguage: ru\n{head}\n---\n")
    assert store.info(str(checkpoint))["licence"] == licence


@pytest.mark.parametrize("card", [None, "no head", "---\n: [broken\n---\nlicense: x\n"])
def test_info_without_a_card(checkpoint: Path, card: str | None) -> None:
    if card is not None:
        (checkpoint / "README.md").write_text(card)
    told = store.info(str(checkpoint))
    assert (told["pair"], told["licence"], told["figures"]) == (None, None, None)


def test_info_of_nothing(cache: Path) -> None:
    with pytest.raises(ModelMissing):
        store.info(NAME)


def test_verify_compares_checksums(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "SHIPPED", tmp_path)
    for name in ("good", "bare"):
        (tmp_path / name / "sub").mkdir(parents=True)
        (tmp_path / name / "sub" / "weights").write_bytes(b"weights")
    digest = sha256(b"weights").hexdigest()
    sums = f"{digest}  sub/weights\n{digest}  gone\n"
    (tmp_path / "good" / "SHA256SUMS").write_text(sums)
    assert store.verify() == [
        ("bare/SHA256SUMS", False),
        ("good/sub/weights", True),
        ("good/gone", False),
    ]


def test_what_ships_is_whole() -> None:
    assert [file for file, ok in store.verify() if not ok] == []


def test_fingerprints_tell_weights_apart(tmp_path: Path, hub: FakeHub) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    seen = {store.fingerprint(folder)}
    for weights in (b"one", b"two"):
        (folder / "model.safetensors").write_bytes(weights)
        seen.add(store.fingerprint(folder))
    assert len(seen) == 3
    assert store.fingerprint(NAME) == "none"
    store.pull(NAME)
    assert store.fingerprint(NAME) == COMMIT[:8]


def test_which_models_are_made_for_ctranslate2(checkpoint: Path) -> None:
    assert store.converted(checkpoint) is None
    (checkpoint / "ct2-int8").mkdir()
    (checkpoint / "ct2-int8" / "model.bin").write_bytes(b"")
    assert store.converted(checkpoint) is not None
    assert store.converted(checkpoint / "ct2-int8") is not None
