"""No product of int8 weights can saturate, on any CPU; nothing else of a model changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nlpkit.engines import store
from nlpkit.engines.ct2 import weights
from nlpkit.engines.ct2.weights import LARGEST, Weights, quantise

FLOATS = st.floats(-1e6, 1e6, width=32)
MATRICES = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 5), st.integers(1, 9)), elements=FLOATS
)


def test_the_sum_of_two_products_fits_sixteen_bits() -> None:
    assert 2 * 255 * LARGEST <= np.iinfo(np.int16).max < 2 * 255 * (LARGEST + 2)


@pytest.mark.parametrize("name", store.shipped())
def test_shipped_weights_cannot_saturate(name: str) -> None:
    place = store.converted(store.SHIPPED / name)
    assert place is not None
    model = weights.read(place / "model.bin")
    assert len(model.matrices()) > 20
    assert model.saturating() == []


@given(MATRICES)
def test_quantised_values_stay_within_seven_bits_and_near(values: np.ndarray) -> None:
    whole, scale = quantise(values)
    assert whole.dtype == np.int8
    assert np.abs(whole.astype(int)).max() <= LARGEST
    # Cutting off the largest weights is chosen only where it lessens the error of the row.
    plain = np.abs(values).max(axis=1) / LARGEST / 2
    error = np.sqrt(np.square(whole / scale[:, None] - values).mean(axis=1))
    assert (error <= plain * 1.001 + 1e-6 * np.abs(values).max(axis=1) + 1e-30).all()


def test_a_row_with_one_far_weight_cuts_it_off() -> None:
    row = np.tile(np.linspace(-1, 1, 400, dtype=np.float32), 20)
    row[0] = 1.3
    _, scale = quantise(row[None])
    assert scale[0] > LARGEST / 1.3


def test_a_row_of_zeros() -> None:
    whole, scale = quantise(np.zeros((2, 3), np.float32))
    assert not whole.any()
    assert np.isfinite(scale).all()


def test_files_come_back_byte_for_byte(tmp_path: Path) -> None:
    model = Weights(
        "TransformerSpec",
        7,
        {
            "decoder/num_heads": np.array(4, np.int16),
            "decoder/projection/bias": np.arange(3, dtype=np.float16),
            "decoder/projection/weight": np.array([[1, -127], [5, 3]], np.int8),
            "decoder/projection/weight_scale": np.array([2.0, 4.0], np.float32),
        },
        (("encoder/embeddings_0/weight", "decoder/projection/weight"),),
    )
    weights.write(model, tmp_path / "a.bin")
    again = weights.read(tmp_path / "a.bin")
    weights.write(again, tmp_path / "b.bin")
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.bin").read_bytes()
    assert again.aliases == model.aliases
    assert again.saturating() == ["decoder/projection/weight"]
    assert again.matrix("decoder/projection/weight").tolist() == [[0.5, -63.5], [1.25, 0.75]]
    mended = again.seven_bits()
    assert mended.saturating() == []
    assert mended.matrix("decoder/projection/weight") == pytest.approx(
        again.matrix("decoder/projection/weight"), abs=0.6
    )
    assert mended.variables["decoder/projection/bias"].tolist() == [0, 1, 2]


@pytest.mark.parametrize("kept", [0, 3, 40, -1])
def test_files_that_are_cut_off_are_refused(kept: int, tmp_path: Path) -> None:
    model = Weights("TransformerSpec", 7, {"a/weight": np.ones((4, 4), np.float32)}, ())
    weights.write(model, tmp_path / "model.bin")
    data = (tmp_path / "model.bin").read_bytes()
    (tmp_path / "model.bin").write_bytes(data[:kept])
    with pytest.raises(ValueError, match="not a whole CTranslate2 model"):
        weights.read(tmp_path / "model.bin")
