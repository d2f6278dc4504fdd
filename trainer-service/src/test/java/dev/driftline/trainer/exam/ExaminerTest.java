package dev.driftline.trainer.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.step.Chance;
import dev.driftline.trainer.step.FakeLearning;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExaminerTest {
    private final FakeLearning learning = new FakeLearning();
    private final Examiner examiner = new Examiner(learning);

    @Test
    void bothAnswerTheSameQuestions() {
        Paper paper = paper(300);
        Evidence evidence = examiner.examine(paper, sitter(2), sitter(1));
        assertThat(evidence.champion()).isEqualTo(1);
        assertThat(evidence.newest().total()).isEqualTo(Exam.HALF);
        assertThat(evidence.reservoir().total()).isEqualTo(Exam.HALF);
        assertThat(evidence.mostFrequentRight()).isBetween(80, 95);
        assertThat(evidence.candidateRight()).isEqualTo(right(paper, sitter(2)));
        assertThat(evidence.championRight()).isEqualTo(right(paper, sitter(1)));
    }

    @Test
    void withoutAChampionItsAnswersCountAsWrong() {
        Evidence evidence = examiner.examine(paper(20), sitter(1), null);
        assertThat(evidence.champion()).isNull();
        assertThat(evidence.championRight()).isZero();
        assertThat(evidence.examSize()).isEqualTo(20);
    }

    @Test
    void onlyNewQuestionsArePutToAChampionThatWasTheLastCandidate() {
        examiner.examine(paper(100), sitter(1), null);
        assertThat(learning.answered).isEqualTo(100);
        examiner.examine(paper(106), sitter(2), sitter(1));
        assertThat(learning.answered).isEqualTo(100 + 106 + 6);
    }

    /** Of the fake's scores of .8 for its best and .1 for two others, a third is right by chance: it is far too sure. */
    @Test
    void aCandidateThatIsTooSureIsPublishedAtATemperatureAndIsNotAskedAgain() {
        Paper paper = paper(100);
        Examiner.Calibrated calibrated = examiner.calibrate(paper, adapter(1), null);
        assertThat(calibrated.temperature()).isEqualTo(4);
        assertThat(new String(calibrated.adapter(), StandardCharsets.UTF_8)).isEqualTo("adapter 1 at 4.0 alike 1.0");
        Sitter published =
                new Sitter(new VersionRef(1, Digest.of(calibrated.adapter()), 1, 0), () -> new byte[0], null);
        assertThat(examiner.examine(paper, published, null).candidateRight()).isEqualTo(right(paper, sitter(1)));
        assertThat(learning.answered).isEqualTo(100);
    }

    @Test
    void howMuchOfItsExamInt8AnswersAlikeIsPublishedWithACandidate() {
        learning.otherInInt8 = 3;
        Examiner.Calibrated calibrated = examiner.calibrate(paper(100), adapter(1), null);
        assertThat(new String(calibrated.adapter(), StandardCharsets.UTF_8)).endsWith("alike 0.97");
    }

    @Test
    void onASmallExamACandidateIsPublishedAsItIs() {
        Examiner.Calibrated calibrated = examiner.calibrate(paper(29), adapter(1), null);
        assertThat(calibrated).isEqualTo(new Examiner.Calibrated(calibrated.adapter(), 1));
        assertThat(calibrated.adapter()).isEqualTo(adapter(1));
        assertThat(examiner.calibrate(paper(0), adapter(1), null).temperature()).isEqualTo(1);
    }

    @Test
    void anExamWithoutQuestionsSaysNothing() {
        assertThat(examiner.examine(paper(0), sitter(1), null).examSize()).isZero();
        assertThat(learning.answered).isZero();
    }

    private int right(Paper paper, Sitter sitter) {
        List<Kept> questions = paper.questions();
        float[][] scores = new FakeLearning()
                .scores(
                        sitter.adapter().get(),
                        null,
                        questions.stream()
                                .map(one -> Passage.of("text " + one.offset()))
                                .toList());
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            right += scores[i][questions.get(i).row()] > 0.5f ? 1 : 0;
        }
        return right;
    }

    private static Paper paper(int questions) {
        List<Kept> kept = LongStream.range(0, questions)
                .mapToObj(offset -> new Kept(offset, (int) (offset % 3)))
                .toList();
        Map<Long, Passage> texts = new HashMap<>();
        kept.forEach(one -> texts.put(one.offset(), Passage.of("text " + one.offset())));
        return new Paper("log", Exam.EMPTY.with(kept, Chance.of(1, "reservoir")), texts);
    }

    private static byte[] adapter(int version) {
        return ("adapter " + version).getBytes(StandardCharsets.UTF_8);
    }

    private static Sitter sitter(int version) {
        byte[] adapter = adapter(version);
        return new Sitter(new VersionRef(version, Digest.of(adapter), adapter.length, 0), () -> adapter, null);
    }
}
