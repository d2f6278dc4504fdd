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

    @Test
    void anExamWithoutQuestionsSaysNothing() {
        assertThat(examiner.examine(paper(0), sitter(1), null).examSize()).isZero();
        assertThat(learning.answered).isZero();
    }

    private int right(Paper paper, Sitter sitter) {
        List<Kept> questions = paper.questions();
        int[] rows = new FakeLearning()
                .answers(
                        sitter.adapter().get(),
                        null,
                        questions.stream()
                                .map(one -> Passage.of("text " + one.offset()))
                                .toList());
        int right = 0;
        for (int i = 0; i < rows.length; i++) {
            right += rows[i] == questions.get(i).row() ? 1 : 0;
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

    private static Sitter sitter(int version) {
        byte[] adapter = ("adapter " + version).getBytes(StandardCharsets.UTF_8);
        return new Sitter(new VersionRef(version, Digest.of(adapter), adapter.length, 0), () -> adapter, null);
    }
}
