package dev.driftline.registry.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final VersionRef CHAMPION = new VersionRef(4, Digest.of(new byte[] {4}), 100, 40);
    private static final PairedCount EQUAL = new PairedCount(80, 5, 5, 10);
    private static final PairedCount NOTHING = new PairedCount(0, 0, 0, 0);

    @Test
    void aFirstVersionGoesLiveWhileTheExamIsTooSmallToJudge() {
        PairedCount fifteen = new PairedCount(0, 1, 0, 14);
        PairedCount sixteen = new PairedCount(0, 0, 0, 16);
        Decision decision = decide(null, evidence(null, fifteen, sixteen, 20));
        assertThat(decision.promote()).isTrue();
        assertThat(decision.reason()).contains("31 examples, fewer than 32");
    }

    @Test
    void aFirstVersionMustBeatTheMostFrequentLabelOnceTheExamCanJudge() {
        PairedCount half = new PairedCount(0, 10, 0, 6);
        assertThat(decide(null, evidence(null, half, half, 20)).promote()).isFalse();
        Decision better = decide(null, evidence(null, half, half, 19));
        assertThat(better.promote()).isTrue();
        assertThat(better.reason()).contains("20 of 32").contains("most frequent label 19");
    }

    @Test
    void aVersionThatIsNeitherBetterNorWorseGoesLive() {
        assertThat(decide(CHAMPION, evidence(4, EQUAL, EQUAL, 30)).promote()).isTrue();
    }

    @Test
    void fiveLostAndNoneGainedIsARegressionAndFourAreNot() {
        // 1/32 = 0.031 and 1/16 = 0.063
        Decision five = decide(CHAMPION, evidence(4, new PairedCount(90, 0, 5, 5), EQUAL, 30));
        assertThat(five.promote()).isFalse();
        assertThat(five.reason())
                .contains("newest 90 of 100 right, version 4 95")
                .contains("p 0.031");
        Decision four = decide(CHAMPION, evidence(4, new PairedCount(91, 0, 4, 5), EQUAL, 30));
        assertThat(four.promote()).isTrue();
        assertThat(four.reason()).contains("p 0.063");
    }

    @Test
    void onlyWhatIsBeyondTenPointsOfForgettingBlocks() {
        PairedCount tenPoints = new PairedCount(60, 5, 15, 20);
        PairedCount elevenPoints = new PairedCount(60, 5, 16, 19);
        assertThat(decide(CHAMPION, evidence(4, EQUAL, tenPoints, 30)).promote())
                .isTrue();
        Decision blocked = decide(CHAMPION, evidence(4, EQUAL, elevenPoints, 30));
        assertThat(blocked.promote()).isFalse();
        assertThat(blocked.reason()).contains("forgot").contains("reservoir 65 of 100, version 4 76");
    }

    @Test
    void aReservoirOfAFewJudgesNobody() {
        PairedCount oneOfSix = new PairedCount(4, 0, 1, 1);
        assertThat(decide(CHAMPION, evidence(4, EQUAL, oneOfSix, 30)).promote()).isTrue();
    }

    @Test
    void anEmptyExamShowsNoRegression() {
        assertThat(decide(CHAMPION, evidence(4, NOTHING, NOTHING, 0)).promote()).isTrue();
    }

    @Test
    void nothingIsPromotedWhileHeld() {
        Decision decision = Gates.decide(Policy.DEFAULT, true, CHAMPION, evidence(4, EQUAL, EQUAL, 30));
        assertThat(decision.promote()).isFalse();
        assertThat(decision.reason()).contains("held");
    }

    @Test
    void evidenceBesideAnotherVersionThanTheLiveOnePromotesNothingAndSaysSo() {
        Decision other = decide(CHAMPION, evidence(6, EQUAL, EQUAL, 30));
        assertThat(other.promote()).isFalse();
        assertThat(other.reason()).contains("examined beside version 6, but version 4 is live");
        assertThat(decide(CHAMPION, evidence(null, EQUAL, EQUAL, 30)).reason()).contains("beside no champion");
    }

    @Test
    void theSameNumbersGiveTheSameAnswer() {
        Evidence evidence = evidence(4, EQUAL, EQUAL, 30);
        assertThat(decide(CHAMPION, evidence)).isEqualTo(decide(CHAMPION, evidence));
    }

    private static Decision decide(@Nullable VersionRef champion, Evidence evidence) {
        return Gates.decide(Policy.DEFAULT, false, champion, evidence);
    }

    private static Evidence evidence(
            @Nullable Integer champion, PairedCount newest, PairedCount reservoir, int mostFrequentRight) {
        return new Evidence(champion, newest, reservoir, mostFrequentRight);
    }
}
