package dev.driftline.registry.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adapter blobs as the trainer stores them, of a small encoder. Names and shapes are what PEFT itself wrote for it
 * (benchmarks/fixtures/peft_names.py).
 */
public final class StoredAdapter {
    public static final int RANK = 2;
    public static final double ALPHA = 4;

    private static final Path GOLDEN = Path.of("../benchmarks/fixtures/peft_names.json");

    private StoredAdapter() {}

    /** What PEFT said of {@code lora} or {@code dora}. */
    static JsonNode golden(String kind) {
        try {
            return Json.tree("golden", Files.readAllBytes(GOLDEN)).get(kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PEFT's tensors by name, each with its shape. */
    static Map<String, long[]> shapes(String kind) {
        Map<String, long[]> shapes = new TreeMap<>();
        golden(kind)
                .get("tensors")
                .properties()
                .forEach(entry -> shapes.put(entry.getKey(), Json.convert(entry.getValue(), long[].class)));
        return shapes;
    }

    /** A stored adapter of a base, whose numbers all differ. */
    public static byte[] of(AdapterMethod method, Digest base) {
        return switch (method) {
            case HEAD, LORA -> file(method, base, numbered(shapes("lora")));
            case DORA, BIDORA -> file(method, base, numbered(shapes("dora")));
            case EDORA -> file(method, base, edora());
        };
    }

    /** EDoRA's frozen A and B. */
    static byte[] factors() {
        return factors(RANK);
    }

    /** As {@link #factors()}, of another rank. */
    static byte[] factors(int rank) {
        Map<String, long[]> shapes = new TreeMap<>();
        shapes("lora").forEach((name, shape) -> {
            if (name.endsWith(".lora_A.weight")) {
                shapes.put(name, new long[] {rank, shape[1]});
            } else if (name.endsWith(".lora_B.weight")) {
                shapes.put(name, new long[] {shape[0], rank});
            }
        });
        return Safetensors.write(Map.of("format", "pt"), numbered(shapes));
    }

    private static List<Floats> edora() {
        Map<String, long[]> shapes = new TreeMap<>();
        shapes("dora").forEach((name, shape) -> {
            if (name.endsWith(".lora_A.weight")) {
                shapes.put(name.replace("lora_A", "lora_R"), new long[] {RANK, RANK});
            } else if (!name.endsWith(".lora_B.weight")) {
                shapes.put(name, shape);
            }
        });
        return numbered(shapes);
    }

    private static List<Floats> numbered(Map<String, long[]> shapes) {
        List<Floats> tensors = new ArrayList<>();
        shapes.forEach((name, shape) -> {
            float[] numbers = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = tensors.size() + i / 1024f;
            }
            tensors.add(new Floats(name, numbers, shape));
        });
        return tensors;
    }

    private static byte[] file(AdapterMethod method, Digest base, List<Floats> tensors) {
        String header = """
                {"method":"%s","rank":2,"alpha":4.0,"base":"%s","labels":["ham","spam","other"],"trainedLabels":[0,2]}""".formatted(method.word(), base);
        return Safetensors.write(Map.of("format", "pt", "driftline", header), tensors);
    }
}
