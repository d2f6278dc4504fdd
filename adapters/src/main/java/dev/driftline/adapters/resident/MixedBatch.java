package dev.driftline.adapters.resident;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.factors.Fixed;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.form.InOnnx;
import dev.driftline.adapters.form.InProgram;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers texts of any residents of one base, whatever their methods, ranks and labels. The program does so in one call: the base multiplies
 * all texts together; adapters of one kind are stacked, each text a slot. A resident with many texts is a group of its own, where nothing is
 * stacked. Texts are padded to the longest of the call: hand in such as are of like length. ONNX Runtime answers one after the other.
 */
public final class MixedBatch {
    /** Texts of one resident from which it is cheaper alone. */
    private static final int CROWD_ON_CPU = 8;

    /** There a group costs two to three milliseconds of launches, however many texts it has. */
    private static final int CROWD_ON_GPU = 256;

    /** Stacking copies an adapter for each of its texts: so many bytes at most. */
    private static final long MOST_COPIED = 64 << 20;

    /** Texts for one resident. */
    public record Part(Resident resident, List<TokenRow> rows) {}

    /** A text and where its answer belongs. */
    private record Text(Resident resident, TokenRow row, int part, int place) {}

    private MixedBatch() {}

    /**
     * Probabilities (texts, labels) of each part; of a label that was never trained exactly 0.
     *
     * @param form of the base of all residents
     * @throws IllegalStateException when a resident was closed
     * @throws dev.driftline.contracts.wire.InvalidValue when residents are of different bases
     */
    public static List<float[][]> answer(Formed form, List<Part> parts) {
        List<Text> texts = texts(parts);
        List<float[][]> answers =
                parts.stream().map(part -> new float[part.rows().size()][]).toList();
        if (texts.isEmpty()) {
            return answers;
        }
        List<Resident> held = texts.stream()
                .map(Text::resident)
                .distinct()
                .sorted(Comparator.comparingLong(Resident::order))
                .toList();
        unless(
                held.stream().map(Resident::encoder).distinct().count() == 1,
                "parts",
                "must be of residents of one base");
        int holding = 0;
        try {
            for (Resident one : held) {
                one.hold();
                holding++;
            }
            switch (form) {
                case InProgram program -> call(program, groups(texts), answers);
                case InOnnx onnx -> texts.forEach(text -> deal(text, onnx, answers));
            }
            return answers;
        } finally {
            held.subList(0, holding).forEach(Resident::release);
        }
    }

    private static List<Text> texts(List<Part> parts) {
        List<Text> texts = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            List<TokenRow> rows = parts.get(part).rows();
            for (int place = 0; place < rows.size(); place++) {
                texts.add(new Text(parts.get(part).resident(), rows.get(place), part, place));
            }
        }
        return texts;
    }

    /** Each a list of slots: one of many texts, or many of one text each. */
    private static List<List<List<Text>>> groups(List<Text> texts) {
        Map<Resident, List<Text>> byResident = new LinkedHashMap<>();
        texts.forEach(text -> byResident
                .computeIfAbsent(text.resident(), _ -> new ArrayList<>())
                .add(text));
        int crowd = texts.getFirst().resident().encoder().program().isOnCpu() ? CROWD_ON_CPU : CROWD_ON_GPU;
        List<List<List<Text>>> groups = new ArrayList<>();
        Map<Resident.Kind, List<List<Text>>> stacks = new LinkedHashMap<>();
        byResident.forEach((resident, own) -> {
            boolean many = own.size() >= crowd || own.size() * resident.bytes() > MOST_COPIED;
            if (many || byResident.size() == 1) {
                groups.add(List.of(own));
            } else {
                List<List<Text>> stack = stacks.computeIfAbsent(resident.kind(), _ -> new ArrayList<>());
                own.forEach(text -> stack.add(List.of(text)));
            }
        });
        groups.addAll(stacks.values());
        return groups;
    }

    private static void call(InProgram form, List<List<List<Text>>> groups, List<float[][]> answers) {
        List<List<Text>> slots = groups.stream().flatMap(List::stream).toList();
        Encoder encoder = first(slots).encoder();
        try (Scope passing = encoder.program().scope()) {
            Packed packed =
                    Packed.of(passing, groups.stream().map(MixedBatch::packed).toList());
            List<Tensor> scores = encoder.program()
                    .call("predict")
                    .threads(form.threads())
                    .tensors(form.weights())
                    .tensors(groups.stream()
                            .flatMap(group -> first(group).fixed().stream())
                            .toList())
                    .tensors(slots.stream()
                            .flatMap(slot -> of(slot).version().stream())
                            .toList())
                    .tensors(slots.stream()
                            .flatMap(slot -> of(slot).head().stream())
                            .toList())
                    .tensors(packed.words())
                    .wholes(packed.plan())
                    .wholes(packed.counts())
                    .whole(encoder.geometry().heads())
                    .real(encoder.geometry().epsilon())
                    .infer(passing);
            for (int slot = 0; slot < slots.size(); slot++) {
                deal(slots.get(slot), scores.get(slot).floats(), answers);
            }
        }
    }

    private static void deal(Text text, InOnnx form, List<float[][]> answers) {
        answers.get(text.part())[text.place()] = text.resident().answer(form.session(), text.row());
    }

    private static Packed.Group packed(List<List<Text>> group) {
        Resident resident = first(group);
        return new Packed.Group(
                Fixed.number(resident.header().method()),
                resident.ranks(),
                group.stream()
                        .map(slot -> slot.stream().map(Text::row).toList())
                        .toList(),
                group.size() > 1);
    }

    /** @param scores (texts of the slot, labels) */
    private static void deal(List<Text> slot, float[] scores, List<float[][]> answers) {
        int labels = of(slot).labels();
        for (int i = 0; i < slot.size(); i++) {
            Text text = slot.get(i);
            answers.get(text.part())[text.place()] = Arrays.copyOfRange(scores, i * labels, (i + 1) * labels);
        }
    }

    private static Resident first(List<List<Text>> slots) {
        return of(slots.getFirst());
    }

    private static Resident of(List<Text> slot) {
        return slot.getFirst().resident();
    }
}
