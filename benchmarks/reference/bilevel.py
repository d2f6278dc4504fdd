"""BiDoRA and EDoRA from their papers, in plain torch: materialised weights, autograd for everything, nothing of Driftline's.

Makes the fixture that Driftline's tests compare with:  python bilevel.py OUT.json

BiDoRA: Qin, Zhang, Xie, arXiv 2410.09758.  EDoRA: Nasiri, Garraghan, arXiv 2501.12067.  Rows are outputs, as in PEFT.
"""

import json
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
LAYERS, WIDTH, HEADS, INNER, RANK, LABELS, WORDS, PLACES = 2, 8, 2, 12, 2, 4, 30, 7
SCALE, REACH, SECOND, LOWER_RATE, ORTHOGONALITY = 1.5, 1e-3, 0.7, 0.05, 0.3
NAMES = ["query", "key", "value", "out", "up", "down"]
SHAPES = {"up": (INNER, WIDTH), "down": (WIDTH, INNER)}
TRAIN = ([[3, 14, 15, 9, 26], [5, 3, 5], [8, 9, 7, 9]], [0, 2, 1])
HELD = ([[2, 7, 18], [28, 1, 8, 2, 8]], [1, 0])


def draw(generator, middle, spread, *shape):
    return middle + spread * (2 * torch.rand(*shape, generator=generator) - 1)


def model(generator):
    base = {
        "word": draw(generator, 0, 1, WORDS, WIDTH),
        "place": draw(generator, 0, 1, PLACES, WIDTH),
        "gain": draw(generator, 1, 0.3, WIDTH),
        "bias": draw(generator, 0, 0.3, WIDTH),
    }
    for layer in range(LAYERS):
        for name in NAMES:
            out, inner = SHAPES.get(name, (WIDTH, WIDTH))
            base[f"{layer}.{name}.weight"] = draw(generator, 0, 0.6, out, inner)
            base[f"{layer}.{name}.bias"] = draw(generator, 0, 0.3, out)
        for norm in ("first", "second"):
            base[f"{layer}.{norm}.gain"] = draw(generator, 1, 0.3, WIDTH)
            base[f"{layer}.{norm}.bias"] = draw(generator, 0, 0.3, WIDTH)
    return base


def dora(generator):
    lower, upper = {}, {}
    for layer in range(LAYERS):
        for name in NAMES:
            out, inner = SHAPES.get(name, (WIDTH, WIDTH))
            lower[f"{layer}.{name}.A"] = draw(generator, 0, 0.5, RANK, inner)
            lower[f"{layer}.{name}.B"] = draw(generator, 0, 0.5, out, RANK)
            upper[f"{layer}.{name}.m"] = draw(generator, 1.2, 0.4, out)
    lower["head.weight"] = draw(generator, 0, 0.8, LABELS, WIDTH)
    lower["head.bias"] = draw(generator, 0, 0.3, LABELS)
    return lower, upper


def encode(base, weight, tokens):
    """One text at a time, so there is nothing to mask."""
    x = base["word"][tokens] + base["place"][: len(tokens)]
    x = F.layer_norm(x, [WIDTH], base["gain"], base["bias"], 1e-12)
    for layer in range(LAYERS):
        dense = lambda name, x: x @ weight(f"{layer}.{name}").T + base[f"{layer}.{name}.bias"]
        norm = lambda name, x: F.layer_norm(
            x, [WIDTH], base[f"{layer}.{name}.gain"], base[f"{layer}.{name}.bias"], 1e-12
        )
        split = lambda x: x.view(len(tokens), HEADS, WIDTH // HEADS).transpose(0, 1)
        q, k, v = split(dense("query", x)), split(dense("key", x)), split(dense("value", x))
        mixed = torch.softmax(q @ k.transpose(1, 2) / (WIDTH // HEADS) ** 0.5, -1) @ v
        x = norm("first", x + dense("out", mixed.transpose(0, 1).reshape(len(tokens), WIDTH)))
        x = norm("second", x + dense("down", F.gelu(dense("up", x))))
    return x.mean(0)


def loss(base, weight, head, batch):
    texts, labels = batch
    states = torch.stack([encode(base, weight, torch.tensor(text)) for text in texts])
    logits = states @ head["head.weight"].T + head["head.bias"]
    logits = logits + torch.tensor([0.0, 0.0, 0.0, -1e9])  # the last label was never trained
    return F.cross_entropy(logits, torch.tensor(labels))


def dora_loss(base, lower, upper, batch):
    def weight(name):
        direction = base[name + ".weight"] + SCALE * lower[name + ".B"] @ lower[name + ".A"]
        return upper[name + ".m"][:, None] * direction / direction.norm(dim=1, keepdim=True)

    return loss(base, weight, lower, batch)


def orthogonality(base, lower):
    terms = []
    for layer in range(LAYERS):
        for name in ("query", "key", "value", "out"):
            key = f"{layer}.{name}"
            direction = base[key + ".weight"] + SCALE * lower[key + ".B"] @ lower[key + ".A"]
            unit = direction / direction.norm(dim=1, keepdim=True)
            terms.append((unit @ unit.T - torch.eye(len(unit))).norm())
    return torch.stack(terms).mean()


def leaves(tensors):
    return {name: tensor.clone().requires_grad_(True) for name, tensor in tensors.items()}


def grad(value, tensors, **how):
    return dict(zip(tensors, torch.autograd.grad(value, list(tensors.values()), **how)))


def hypergradients(base, lower, upper):
    lower, upper = leaves(lower), leaves(upper)
    held = dora_loss(base, lower, upper, HELD)
    direct = grad(held, upper, retain_graph=True)
    direction = grad(held, lower)

    slopes = grad(dora_loss(base, lower, upper, TRAIN), lower, create_graph=True)
    mixed = grad(sum((slopes[n] * direction[n]).sum() for n in lower), upper)

    reach = REACH / torch.sqrt(sum((d * d).sum() for d in direction.values()))
    probes = []
    for sign in (1, -1):
        moved = {n: (lower[n] + sign * reach * direction[n]).detach() for n in lower}
        probes.append(grad(dora_loss(base, moved, upper, TRAIN), upper))
    differences = {n: (probes[0][n] - probes[1][n]) / (2 * reach) for n in upper}

    slopes = grad(dora_loss(base, lower, upper, TRAIN), lower, create_graph=True)
    stepped = {n: lower[n] - LOWER_RATE * slopes[n] for n in lower}
    unrolled = grad(dora_loss(base, stepped, upper, HELD), upper)
    return held.item(), {
        "first-order": direct,
        "finite-difference": {n: direct[n] - SECOND * differences[n] for n in upper},
        "exact": {n: direct[n] - SECOND * mixed[n] for n in upper},
        "unrolled": unrolled,
    }


def factors(base):
    """Exact SVD, B = P_r, A = S_r Q_r', the largest entry of each left vector positive."""
    found = {}
    for layer in range(LAYERS):
        for name in NAMES:
            left, values, right = torch.linalg.svd(base[f"{layer}.{name}.weight"], full_matrices=False)
            left, values, right = left[:, :RANK], values[:RANK], right[:RANK]
            sign = torch.sign(left.gather(0, left.abs().argmax(0, keepdim=True)))
            found[f"{layer}.{name}.A"] = values[:, None] * right * sign.T
            found[f"{layer}.{name}.B"] = left * sign
    return found


def edora(base, generator):
    frozen = factors(base)
    trained = {}
    for layer in range(LAYERS):
        for name in NAMES:
            out, _ = SHAPES.get(name, (WIDTH, WIDTH))
            trained[f"{layer}.{name}.R"] = draw(generator, 0, 0.5, RANK, RANK)
            trained[f"{layer}.{name}.m"] = draw(generator, 1.2, 0.4, out)
    trained["head.weight"] = draw(generator, 0, 0.8, LABELS, WIDTH)
    trained["head.bias"] = draw(generator, 0, 0.3, LABELS)
    trained = leaves(trained)

    def weight(name):
        direction = base[name + ".weight"] + SCALE * frozen[name + ".B"] @ trained[name + ".R"] @ frozen[name + ".A"]
        return trained[name + ".m"][:, None] * direction / direction.norm(dim=1, keepdim=True).detach()

    value = loss(base, weight, trained, TRAIN)
    return frozen, trained, value.item(), grad(value, trained)


def plain(tensors):
    return {n: {"shape": list(t.shape), "numbers": t.detach().flatten().tolist()} for n, t in tensors.items()}


def main():
    generator = torch.Generator().manual_seed(20)
    base = model(generator)
    lower, upper = dora(generator)
    held, hyper = hypergradients(base, lower, upper)
    leaf = leaves(lower)
    value = dora_loss(base, leaf, upper, TRAIN) + ORTHOGONALITY * orthogonality(base, leaf)
    frozen, trained, edora_loss, edora_gradients = edora(base, generator)
    fixture = {
        "torch": torch.__version__,
        "conf": {
            "scale": SCALE, "reach": REACH, "second": SECOND, "lower_rate": LOWER_RATE, "orthogonality": ORTHOGONALITY,
        },
        "base": plain(base),
        "bidora": {
            "trained": plain({**lower, **upper}),
            "lowerLoss": value.item(),
            "lowerGradients": plain(grad(value, leaf)),
            "heldLoss": held,
            "hypergradients": {how: plain(one) for how, one in hyper.items()},
        },
        "edora": {
            "factors": plain(frozen),
            "trained": plain(trained),
            "loss": edora_loss,
            "gradients": plain(edora_gradients),
        },
    }
    with open(sys.argv[1], "w") as file:
        json.dump(fixture, file)


if __name__ == "__main__":
    main()
