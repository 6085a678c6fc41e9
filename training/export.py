"""The trained network as the artefact that ships (`outreachlint.judge.artefact`)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from outreachlint.judge.artefact import write
from outreachlint.judge.model import PIECES, WEIGHTS
from training.network import Network
from training.starting import Start


def weights_of(network: Network, start: Start) -> dict[str, npt.NDArray[Any]]:
    """The weights by the names that `outreachlint.judge.network` reads, products from the right."""
    out: dict[str, npt.NDArray[Any]] = {"table": start.table, "scale": start.scale, "low": start.low}
    for name, value in network.state_dict().items():
        array = value.detach().numpy()
        if name.startswith("encoder."):
            out[name.removeprefix("encoder.")] = array
        elif name.endswith(".weight"):
            out[name.replace(".weight", ".w")] = np.ascontiguousarray(array.T)
        else:
            out[name.replace(".bias", ".b")] = array
    return out


def write_model(folder: Path, network: Network, start: Start, meta: dict[str, Any]) -> None:
    """Write `pieces.bin` and `weights.bin`; weights in 16 bits, which moves no probability by more than some 1e-3."""
    folder.mkdir(parents=True, exist_ok=True)
    tokens = np.frombuffer(start.tokens, np.uint8)
    arrays: dict[str, npt.NDArray[Any]] = {
        "tokens": tokens,
        "table": start.table,
        "scale": start.scale,
        "low": start.low,
    }
    # both files bear it, so that they are not mixed up
    digest = hashlib.sha256(b"".join(array.tobytes() for array in arrays.values())).hexdigest()[:12]
    write(str(folder / PIECES), {"pieces": digest}, arrays)
    weights = {
        name: value.astype(np.float16) for name, value in weights_of(network, start).items() if name not in arrays
    }
    write(str(folder / WEIGHTS), {**meta, "pieces": digest}, weights)
