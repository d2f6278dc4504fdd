package dev.driftline.serving.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int ROOM = 64 * 1024;
    private final Bodies bodies = new Bodies(ROOM);

    @Test
    void whatAFrameworkHoldsTakesTheSameRoomAndGivesItBackOnce() throws IOException {
        Bodies.Tab tab = bodies.open();
        for (int i = 0; i < ROOM / 1024 - 1; i++) {
            assertThat(tab.grow(1024)).isTrue();
        }
        assertThat(tab.grow(ROOM)).isFalse();
        assertThat(bodies.open().grow(1)).isFalse();
        assertThat(bodies.read(new ByteArrayInputStream(new byte[1]))).isInstanceOf(Bodies.Read.NoRoom.class);
        tab.close();
        assertThat(tab.grow(ROOM - 1)).isTrue();
        tab.close();
        assertThat(bodies.open().grow(ROOM - 1)).isTrue();
    }

    @Test
    void whatComesAfterTheEndTakesNoRoom() {
        Bodies.Tab tab = bodies.open();
        assertThat(tab.grow(1024)).isTrue();
        tab.end();
        tab.close();
        assertThat(tab.grow(ROOM * 2L)).isTrue();
        assertThat(bodies.open().grow(ROOM - 1)).isTrue();
    }

    /** Empty blocks of deflate, of which an unpacker reads one after the other until one holds something. */
    @Test
    void aPackedBodyThatUnpacksToNothingForeverIsGivenUpToo() {
        AtomicLong now = new AtomicLong();
        Bodies timed = new Bodies(ROOM, TIME, now::get);
        InputStream blocks = new InputStream() {
            private int sent;

            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] into, int from, int most) {
                now.addAndGet(TIME.toNanos() / 10);
                byte[] next = sent++ == 0 ? new byte[] {0x78, 0x01} : new byte[] {0, 0, 0, -1, -1};
                System.arraycopy(next, 0, into, from, next.length);
                return sent > 100 ? -1 : next.length;
            }
        };
        assertThatThrownBy(() -> timed.read(blocks, InflaterInputStream::new)).hasMessageContaining("longer than 30 s");
        assertThat(timed.open().grow(ROOM - 1)).isTrue();
    }

    @Test
    void aBodyThatTricklesIsGivenUpAndGivesItsRoomBack() {
        AtomicLong now = new AtomicLong();
        Bodies timed = new Bodies(ROOM, TIME, now::get);
        InputStream trickle = new InputStream() {
            @Override
            public int read() {
                now.addAndGet(TIME.toNanos() / 10);
                return 'a';
            }

            @Override
            public int read(byte[] into, int from, int most) {
                into[from] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> timed.read(trickle)).hasMessageContaining("longer than 30 s");
        assertThat(timed.open().grow(ROOM - 1)).isTrue();
    }

    @Test
    void whoeverReadsABodyThatStopsIsWokenAndLeftInPeaceAfterwards() {
        AtomicLong now = new AtomicLong();
        Bodies timed = new Bodies(ROOM, TIME, now::get);
        InputStream silent = new InputStream() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                timed.look();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                now.addAndGet(Bodies.MAX_PAUSE.toNanos() + 1);
                timed.look();
                try {
                    Thread.sleep(TIME);
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return -1;
            }
        };
        assertThatThrownBy(() -> timed.read(silent))
                .isInstanceOf(TooSlow.class)
                .hasMessageContaining("nothing came for 10 s");
        timed.look();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(timed.open().grow(ROOM - 1)).isTrue();
    }

    @Test
    void aReadingThatEndsAsItIsWokenLeavesNoInterruptBehind() {
        AtomicLong now = new AtomicLong();
        Bodies timed = new Bodies(ROOM, TIME, now::get);
        InputStream late = new InputStream() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] into, int from, int most) {
                now.addAndGet(TIME.toNanos() + 1);
                timed.look();
                return -1;
            }
        };
        assertThatThrownBy(() -> timed.read(late)).isInstanceOf(TooSlow.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aBodyHasAsLongAsThisByDefaultAndNoTimeIsNoTime() {
        BodyConfig config = new SmallRyeConfigBuilder()
                .withMapping(BodyConfig.class)
                .build()
                .getConfigMapping(BodyConfig.class);
        assertThat(config.time()).hasSeconds(30);
        assertThatThrownBy(() -> new Bodies(ROOM, Duration.ZERO, System::nanoTime))
                .hasMessageContaining("driftline.serving.body.time");
    }
}
