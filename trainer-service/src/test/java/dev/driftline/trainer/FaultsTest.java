package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void withoutAFaultNothingStops() {
        Faults none = new Faults("");
        assertThat(none.stopsAt(Faults.AFTER_CUT)).isFalse();
        none.reach(Faults.BEFORE_COMMIT);
    }

    @Test
    void aFaultStopsAtItsPointTheFirstTimeOrTheOneThatIsNamed() {
        assertThat(new Faults("after-cut").stopsAt(Faults.AFTER_CUT)).isTrue();
        Faults second = new Faults("after-blobs:2");
        assertThat(second.stopsAt(Faults.AFTER_CUT)).isFalse();
        assertThat(second.stopsAt(Faults.AFTER_BLOBS)).isFalse();
        assertThat(second.stopsAt(Faults.AFTER_BLOBS)).isTrue();
    }
}
