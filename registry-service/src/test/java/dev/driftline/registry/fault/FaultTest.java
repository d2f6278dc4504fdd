package dev.driftline.registry.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.InvalidValue;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultTest {
    @Test
    void withoutASettingNothingStops() {
        Fault fault = new Fault("");
        fault.at(Fault.AFTER_ENTRY);
        fault.at(Fault.AFTER_TOLD);
        fault.parkIfReached();
    }

    @Test
    void theThreadStopsAtTheThirdTimeAndThenEveryOther() throws InterruptedException {
        Fault fault = new Fault("after-entry:3");
        fault.at(Fault.AFTER_ENTRY);
        fault.at(Fault.AFTER_TOLD);
        fault.at(Fault.AFTER_ENTRY);
        Thread first = Thread.ofVirtual().start(() -> fault.at(Fault.AFTER_ENTRY));
        assertThat(first.join(Duration.ofMillis(200))).isFalse();
        Thread second = Thread.ofVirtual().start(fault::parkIfReached);
        assertThat(second.join(Duration.ofMillis(100))).isFalse();
    }

    @Test
    void anUnknownPointIsRefused() {
        assertThatThrownBy(() -> new Fault("after-lunch"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("after-entry");
    }
}
