package dev.driftline.registry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.store.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final byte[] BYTES = new byte[60]; // two of them do not fit into a room of 100
    private static final Digest DIGEST = Digest.of(BYTES);

    private final Uploads uploads = new Uploads(new Blobs(new MemoryStore()), 100, Duration.ofMillis(1));

    @Test
    void whatASlowClientHasNotTakenYetTakesRoom() throws IOException {
        put();
        uploads.get(
                DIGEST,
                BYTES.length,
                new Client(() -> assertThatThrownBy(this::put).isInstanceOf(Busy.class)));
        assertThat(put()).isFalse();
    }

    @Test
    void aClientThatGoesAwayLeavesItsRoom() throws IOException {
        put();
        OutputStream gone = new Client(() -> {
            throw new IllegalStateException("gone");
        });
        assertThatThrownBy(() -> uploads.get(DIGEST, BYTES.length, gone)).hasMessage("gone");
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        uploads.get(DIGEST, BYTES.length, taken);
        assertThat(taken.toByteArray()).isEqualTo(BYTES);
    }

    private boolean put() {
        return uploads.put(DIGEST, new ByteArrayInputStream(BYTES), BYTES.length);
    }

    /** Does something before it takes the bytes. */
    private static final class Client extends OutputStream {
        private final Runnable first;

        private Client(Runnable first) {
            this.first = first;
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            first.run();
        }

        @Override
        public void write(int one) {
            first.run();
        }
    }
}
