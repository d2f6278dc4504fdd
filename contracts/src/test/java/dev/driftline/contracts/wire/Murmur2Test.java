package dev.driftline.contracts.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

final class Murmur2Test {
    @Test
    void hashesAsKafkasOwnProducerDoes() {
        Random random = new Random(17);
        for (int length = 0; length < 70; length++) {
            for (int draw = 0; draw < 50; draw++) {
                byte[] key = new byte[length];
                random.nextBytes(key);
                assertThat(Murmur2.hash(key)).isEqualTo(Utils.murmur2(key));
            }
        }
    }

    @Test
    void aKeyLandsInThePartitionThatKafkasOwnProducerPicks() {
        for (String domain : new String[] {"spam", "support-routing", "x", "0-1"}) {
            byte[] key = domain.getBytes(StandardCharsets.UTF_8);
            assertThat(Murmur2.partition(key, 16)).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % 16);
        }
    }
}
