package dev.driftline.contracts.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class AdapterRecordTest {
    private static final AdapterRecord.Header HEADER = new AdapterRecord.Header(
            Samples.SPAM, "nonce-1", 2, Samples.manifest(Samples.newborn(), 64).ref());

    @Test
    void aClaimCheckCarriesNoAdapter() {
        AdapterRecord read = AdapterRecord.decode(new AdapterRecord(HEADER, null).encode());

        assertThat(read.header()).isEqualTo(HEADER);
        assertThat(read.adapter()).isNull();
    }

    @Test
    void aRecordThatEndsEarlyIsRefusedWhereverItEnds() {
        byte[] whole = new AdapterRecord(HEADER, null).encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> AdapterRecord.decode(cut)).isInstanceOf(InvalidValue.class);
        }
    }

    @Test
    void aRecordOfAnotherFormatIsRefused() {
        byte[] other = new AdapterRecord(HEADER, null).encode();
        other[3] = '2';

        assertThatThrownBy(() -> AdapterRecord.decode(other))
                .hasMessage("adapters: the record does not begin with DLA1");
    }

    @Test
    void anAbsurdHeaderLengthIsRefusedBeforeAnythingIsAllocated() {
        byte[] huge = {'D', 'L', 'A', '1', 0x7f, 0, 0, 0};

        assertThatThrownBy(() -> AdapterRecord.decode(huge)).hasMessage("adapters: the header's length is absurd");
    }
}
