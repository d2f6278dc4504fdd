"""Whether NVIDIA's tritonclient and Driftline's serving understand each other, over HTTP and by gRPC.

    python check.py --http HOST:PORT --grpc HOST:PORT --model DOMAIN

Every call of the Open Inference Protocol that tritonclient has, to a running serving-service in which DOMAIN answers: health, metadata,
versions, single texts, pairs and batches, JSON, contents and raw bytes, packed bodies, chosen outputs, parameters, asynchronous calls, a
stream; requests that are wrong, which must be refused by name; and calls of Triton's own that are not part of the protocol, which must be
refused too. All forms must give the same scores. Ends with 1 at the first thing that differs. Needs tritonclient[http,grpc] and numpy.
"""

import argparse
import importlib.metadata
import json
import queue

import numpy as np
import tritonclient.grpc
import tritonclient.http
from tritonclient.utils import InferenceServerException

TEXTS = ["the rain and the wind", "a pan and an onion", "grün, weiß, rot"]
BATCH = 256
PATIENCE_MICROS = 60_000_000


def expect(holds: bool, what: str) -> None:
    if not holds:
        raise SystemExit(f"check: {what}")


class Door:
    """One of the two clients, with what differs between them."""

    def __init__(self, name: str, module, address: str):
        self.name = name
        self.module = module
        self.client = module.InferenceServerClient(address)
        self.is_http = module is tritonclient.http
        self.done = 0

    def say(self, what: str) -> None:
        self.done += 1
        print(f"{self.name:5} {what}")

    def read(self, message) -> dict:
        if self.is_http:
            return message
        from google.protobuf.json_format import MessageToDict

        return MessageToDict(message, preserving_proto_field_name=True)

    def tensor(self, name: str, texts: list[str], shape: list[int], binary: bool = True):
        tensor = self.module.InferInput(name, shape, "BYTES")
        data = np.array([text.encode() for text in texts], dtype=np.object_).reshape(shape)
        if self.is_http:
            tensor.set_data_from_numpy(data, binary_data=binary)
        else:
            tensor.set_data_from_numpy(data)
        return tensor

    def wanted(self, name: str, binary: bool = True):
        return self.module.InferRequestedOutput(name, **({"binary_data": binary} if self.is_http else {}))

    def refused(self, what: str, word: str, codes: tuple[str, ...], call) -> None:
        try:
            call()
        except InferenceServerException as error:
            code = str(error.status())
            expect(any(code.endswith(one) for one in codes), f"{self.name}: {what}: {code}, not {codes}: {error.message()}")
            expect(word in str(error.message()), f"{self.name}: {what}: '{error.message()}' does not say {word}")
            self.say(f"refused: {what}: {code}: {error.message()}")
        else:
            raise SystemExit(f"check: {self.name}: {what} was not refused")


def check_server(door: Door, model: str) -> str:
    client = door.client
    expect(client.is_server_live(), f"{door.name}: is not live")
    expect(client.is_server_ready(), f"{door.name}: is not ready")
    server = door.read(client.get_server_metadata())
    expect(server["name"] == "driftline", f"{door.name}: is {server}")
    door.say(f"server {server['name']} {server['version']}, extensions {', '.join(server['extensions'])}")
    metadata = door.read(client.get_model_metadata(model))
    expect([one["name"] for one in metadata["inputs"]] == ["text", "text_pair"], f"{door.name}: {metadata}")
    expect([one["name"] for one in metadata["outputs"]] == ["label", "scores"], f"{door.name}: {metadata}")
    index = door.read(client.get_model_repository_index())
    listed = {one["name"]: one for one in (index if door.is_http else index["models"])}
    version = listed[model]["version"]
    expect(listed[model]["state"] == "READY" and version in metadata["versions"], f"{door.name}: {listed}, {metadata}")
    expect(door.read(client.get_model_metadata(model, version))["name"] == model, f"{door.name}: {version}")
    expect(client.is_model_ready(model) and client.is_model_ready(model, version), f"{door.name}: {model} is not ready")
    door.say(f"model {model} version {version}, scores {metadata['outputs'][1]['shape']}, {len(listed)} in the index")
    return version


def check_answers(door: Door, model: str, version: str) -> np.ndarray:
    client = door.client
    result = client.infer(model, [door.tensor("text", TEXTS, [3])], request_id="q1")
    response = door.read(result.get_response())
    expect(response["id"] == "q1" and response["model_version"] == version, f"{door.name}: {response}")
    names = response["parameters"]["labels"]
    labels = json.loads(names if door.is_http else names["string_param"])
    scores = result.as_numpy("scores")
    best = [label.decode() for label in result.as_numpy("label")]
    expect(scores.shape == (3, len(labels)) and scores.dtype == np.float32, f"{door.name}: {scores}")
    expect(best == [labels[row] for row in scores.argmax(1)], f"{door.name}: {best} {scores} {labels}")
    expect(np.allclose(scores.sum(1), 1, atol=1e-4), f"{door.name}: {scores}")
    door.say(f"three texts: {best}; digest and learned_up_to {sorted(response['parameters'])}")

    forms = {"shape [n, 1]": ([door.tensor("text", TEXTS, [3, 1])], {"model_version": version})}
    forms["one output"] = ([door.tensor("text", TEXTS, [3])], {"outputs": [door.wanted("scores")]})
    forms["parameters"] = (
        [door.tensor("text", TEXTS, [3])],
        {"parameters": {"min_offset": 0, "client": "check", "patience_ms": 9_000}, "timeout": 9_000_000},
    )
    if door.is_http:
        plain = [door.tensor("text", TEXTS, [3], binary=False)]
        forms["JSON in, binary out"] = (plain, {})
        forms["JSON both ways"] = (plain, {"outputs": [door.wanted("scores", False), door.wanted("label", False)]})
        forms["binary in, JSON out"] = ([door.tensor("text", TEXTS, [3])], {"outputs": [door.wanted("scores", False)]})
        forms["gzip"] = ([door.tensor("text", TEXTS, [3])], {"request_compression_algorithm": "gzip"})
        forms["deflate"] = (plain, {"request_compression_algorithm": "deflate"})
    else:
        forms["gzip"] = ([door.tensor("text", TEXTS, [3])], {"compression_algorithm": "gzip"})
        forms["with a deadline"] = ([door.tensor("text", TEXTS, [3])], {"client_timeout": 30})
    for form, (inputs, options) in forms.items():
        same = client.infer(model, inputs, **options)
        expect(np.array_equal(same.as_numpy("scores"), scores), f"{door.name}: {form} differs")
        expect("outputs" not in options or len(options["outputs"]) == 2 or same.as_numpy("label") is None, form)
    door.say(f"the same scores in other forms: {', '.join(forms)}")

    pairs = client.infer(model, [door.tensor("text_pair", TEXTS[::-1], [3]), door.tensor("text", TEXTS, [3])])
    expect(pairs.as_numpy("scores").shape == scores.shape, f"{door.name}: pairs")
    batch = door.tensor("text", [TEXTS[i % 3] for i in range(BATCH)], [BATCH])
    many = client.infer(model, [batch], timeout=PATIENCE_MICROS)
    expect(np.allclose(many.as_numpy("scores")[:3], scores, atol=1e-4), f"{door.name}: a batch differs")
    door.say(f"pairs; a batch of {BATCH}")
    return scores


def check_async(door: Door, model: str, scores: np.ndarray) -> None:
    inputs = [door.tensor("text", TEXTS, [3])]
    if door.is_http:
        request = door.client.async_infer(model, inputs)
        expect(np.array_equal(request.get_result().as_numpy("scores"), scores), "async_infer differs")
        body, length = door.module.InferenceServerClient.generate_request_body(inputs)
        expect(0 < length < len(body), "generate_request_body")
        door.say("an asynchronous call")
        return
    answers = queue.Queue()

    def take(result, error):
        answers.put((result, error))

    door.client.async_infer(model, inputs, take)
    result, error = answers.get(timeout=60)
    expect(error is None and np.array_equal(result.as_numpy("scores"), scores), f"async_infer: {error}")
    door.client.start_stream(take)
    door.client.async_stream_infer(model, inputs, request_id="1")
    door.client.async_stream_infer(model, [door.tensor("text", [""], [1])], request_id="2")
    door.client.async_stream_infer(model, inputs, request_id="3")
    first, second, third = (answers.get(timeout=60) for _ in range(3))
    door.client.stop_stream()
    expect(first[0].get_response().id == "1" and third[0].get_response().id == "3", "the stream's order")
    expect(second[0] is None and "text[0]" in str(second[1]), f"the stream's second: {second}")
    expect(np.array_equal(third[0].as_numpy("scores"), scores), "the stream differs")
    door.say("an asynchronous call; a stream of three, the second refused")


def check_refusals(door: Door, model: str) -> None:
    invalid, unknown = ("400", "INVALID_ARGUMENT"), ("404", "NOT_FOUND")
    good = [door.tensor("text", TEXTS, [3])]
    infer = door.client.infer

    def numbers():
        tensor = door.module.InferInput("text", [2], "FP32")
        tensor.set_data_from_numpy(np.zeros(2, dtype=np.float32))
        return [tensor]

    def stretched():
        tensor = door.tensor("text", TEXTS, [3])
        tensor.set_shape([4])
        return [tensor]

    door.refused("an unknown model", "model", unknown, lambda: infer("nobody", good))
    door.refused("an unknown version", "version", unknown, lambda: infer(model, good, model_version="999999"))
    door.refused("a version that is no number", "version", unknown, lambda: infer(model, good, model_version="x"))
    door.refused("metadata of an unknown model", "model", unknown, lambda: door.client.get_model_metadata("nobody"))
    door.refused("an unknown input", "colour", invalid, lambda: infer(model, [door.tensor("colour", TEXTS, [3])]))
    door.refused("numbers for texts", "FP32", invalid, lambda: infer(model, numbers()))
    door.refused("a shape of more than there is", "text[3]", invalid, lambda: infer(model, stretched()))
    door.refused("a shape [n, 3]", "shape", invalid, lambda: infer(model, [door.tensor("text", TEXTS, [1, 3])]))
    door.refused("an empty text", "text[1]", invalid, lambda: infer(model, [door.tensor("text", ["a", " "], [2])]))
    door.refused("too many texts", "256", invalid, lambda: infer(model, [door.tensor("text", ["a"] * 257, [257])]))
    door.refused("an unknown output", "colour", invalid, lambda: infer(model, good, outputs=[door.wanted("colour")]))
    door.refused("an unknown parameter", "colour", invalid, lambda: infer(model, good, parameters={"colour": 1}))
    door.refused("a sequence", "sequence", invalid, lambda: infer(model, good, sequence_id=7))
    expect(not door.is_http or not door.client.is_model_ready("nobody"), "nobody is ready")
    beside = ("404", "UNIMPLEMENTED")
    door.refused("Triton's own: model config", "", beside, lambda: door.client.get_model_config(model))
    door.refused("Triton's own: load", "", beside, lambda: door.client.load_model(model))
    door.refused("Triton's own: shared memory", "", beside, lambda: door.client.get_system_shared_memory_status())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--http", required=True, metavar="HOST:PORT")
    parser.add_argument("--grpc", required=True, metavar="HOST:PORT")
    parser.add_argument("--model", required=True, metavar="DOMAIN")
    options = parser.parse_args()
    print(f"tritonclient {importlib.metadata.version('tritonclient')}, numpy {np.__version__}")
    doors = Door("http", tritonclient.http, options.http), Door("grpc", tritonclient.grpc, options.grpc)
    versions = [check_server(door, options.model) for door in doors]
    expect(versions[0] == versions[1], f"versions {versions}")
    scores = [check_answers(door, options.model, versions[0]) for door in doors]
    expect(np.array_equal(*scores), "http and grpc differ")
    for door in doors:
        check_async(door, options.model, scores[0])
        check_refusals(door, options.model)
        door.client.close()
    print(f"all well: {' and '.join(f'{door.done} lines over {door.name}' for door in doors)}, the same scores in all")


main()
