package dev.driftline.trainer.exam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.NormalText;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Json;
import dev.driftline.trainer.step.Chance;
import dev.driftline.trainer.step.Course;
import dev.driftline.trainer.step.FrozenBase;
import dev.driftline.trainer.step.Learned;
import dev.driftline.trainer.step.Learning;
import dev.driftline.trainer.step.Lesson;
import dev.driftline.trainer.step.Lockstep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How far scores are from how often they are right, with the temperature and without: prints it, for a data set that is not in this repository.
 * {@code -Dcalibration.data=DIR} holds train.jsonl and test.jsonl, {@code -Dcalibration.examples=N} says how many are learned and
 * {@code -Dcalibration.asked=N} how many are asked; all, if nobody says.
 */
@EnabledIfSystemProperty(named = "calibration.data", matches = ".+")
class CalibrationErrorTest {
    private static final Logger LOG = Logger.getLogger(CalibrationErrorTest.class);
    private static final int BINS = 15;
    private static final int WINDOW = 64;

    /** As the reader of a domain's log sends there. */
    private static final int EXAM_ONE_IN = 10;

    private static final long SEED = 7;

    private record Labelled(Passage text, String label) {}

    @ParameterizedTest
    @EnumSource(names = {"LORA", "EDORA"})
    void theTemperatureChangesNoLabelAndThisIsWhatItGives(AdapterMethod method) throws IOException {
        Path data = Path.of(System.getProperty("calibration.data"));
        List<Labelled> train = read(data.resolve("train.jsonl"));
        List<Labelled> test = read(data.resolve("test.jsonl"));
        Chance.of(SEED, "asked").shuffle(test);
        List<String> labels =
                train.stream().map(Labelled::label).distinct().sorted().toList();
        Chance.of(SEED, "shuffle").shuffle(train);
        List<Labelled> learned = few(train, "calibration.examples");
        try (FrozenBase learning = FrozenBase.open(new BaseSettings("cpu", 0), "fp32", false, System::nanoTime)) {
            MethodSettings settings = MethodSettings.defaults(method);
            byte[] factors = method == AdapterMethod.EDORA ? learning.factors(FactorStart.SVD, settings.rank()) : null;
            Map<Long, Passage> texts = new HashMap<>();
            Exam exam = Exam.EMPTY;
            byte[] adapter;
            try (Learning.Pupil pupil = learning.fresh(TrainingForm.FP32, settings, labels, SEED, factors)) {
                exam = learn(learning, settings, pupil, learned, labels, texts);
                adapter = pupil.adapter();
            }
            Examiner.Calibrated calibrated =
                    new Examiner(learning).calibrate(new Paper("log", exam, texts), adapter, factors);
            List<Passage> asked = test.stream().map(Labelled::text).toList();
            int[] truth =
                    test.stream().mapToInt(one -> labels.indexOf(one.label())).toArray();
            float[][] plain = learning.scores(adapter, factors, asked);
            float[][] served = learning.scores(calibrated.adapter(), factors, asked);
            LOG.infof(
                    "calibration method=%s learned=%d asked=%d exam=%d right=%.4f temperature=%.2f ece=%.4f→%.4f nll=%.4f→%.4f",
                    method.word(),
                    learned.size(),
                    asked.size(),
                    exam.size(),
                    right(plain, truth),
                    calibrated.temperature(),
                    error(plain, truth),
                    error(served, truth),
                    likelihood(plain, truth),
                    likelihood(served, truth));
            assertThat(right(served, truth)).isEqualTo(right(plain, truth));
        }
    }

    private static Exam learn(
            Learning learning,
            MethodSettings settings,
            Learning.Pupil pupil,
            List<Labelled> examples,
            List<String> labels,
            Map<Long, Passage> texts) {
        Exam exam = Exam.EMPTY;
        Memory memory = Memory.EMPTY;
        long steps = 0;
        for (int from = 0; from + WINDOW <= examples.size(); from += WINDOW) {
            List<Kept> training = new ArrayList<>();
            List<Kept> examined = new ArrayList<>();
            for (int i = from; i < from + WINDOW; i++) {
                texts.put((long) i, examples.get(i).text());
                (NormalText.isExam(examples.get(i).text(), SEED, EXAM_ONE_IN) ? examined : training)
                        .add(new Kept(i, labels.indexOf(examples.get(i).label())));
            }
            exam = exam.with(examined, Chance.of(SEED + from, "reservoir"));
            List<Kept> all = new ArrayList<>(training);
            all.addAll(memory.draw(settings.drawn(), Chance.of(SEED + from, "draw")));
            List<Lesson> lessons = all.stream()
                    .map(one -> new Lesson(Objects.requireNonNull(texts.get(one.offset())), one.row()))
                    .toList();
            Course course = new Course(settings, SEED + from, SEED, steps, pupil, lessons, List.of());
            steps += ((Learned.Done) Lockstep.take(learning, List.of(course), () -> false)
                            .getFirst())
                    .steps();
            memory = memory.with(training, Chance.of(SEED + from, "eviction"));
        }
        return exam;
    }

    private static List<Labelled> few(List<Labelled> all, String property) {
        return all.subList(0, Math.min(all.size(), Integer.getInteger(property, all.size())));
    }

    private static List<Labelled> read(Path file) throws IOException {
        List<Labelled> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode record = Json.tree("record", line.getBytes(StandardCharsets.UTF_8));
            all.add(new Labelled(
                    Passage.of(record.get("text").textValue()),
                    record.get("label").textValue()));
        }
        return all;
    }

    private static int best(float[] scores) {
        return IntStream.range(0, scores.length)
                .reduce((one, other) -> scores[other] > scores[one] ? other : one)
                .orElseThrow();
    }

    private static double right(float[][] scores, int... truth) {
        return (double) IntStream.range(0, truth.length)
                        .filter(i -> best(scores[i]) == truth[i])
                        .count()
                / truth.length;
    }

    /** Guo et al., arXiv 1706.04599, equation 3, in bins of equal width. */
    private static double error(float[][] scores, int... truth) {
        double[] excess = new double[BINS];
        for (int i = 0; i < truth.length; i++) {
            int best = best(scores[i]);
            double score = scores[i][best];
            excess[Math.min(BINS - 1, (int) (score * BINS))] += score - (best == truth[i] ? 1 : 0);
        }
        double sum = 0;
        for (double one : excess) {
            sum += Math.abs(one);
        }
        return sum / truth.length;
    }

    private static double likelihood(float[][] scores, int... truth) {
        return -IntStream.range(0, truth.length)
                        .mapToDouble(i -> Math.log(Math.max(scores[i][truth[i]], 1e-12)))
                        .sum()
                / truth.length;
    }
}
