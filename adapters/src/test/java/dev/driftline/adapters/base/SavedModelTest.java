package dev.driftline.adapters.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.driftline.contracts.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** On the tiny BERT of bases.py, which TensorFlow itself wrote as a bundle: benchmarks/fixtures/bundle.py. */
class SavedModelTest {
    private static final CheckpointConfig TINY =
            CheckpointConfig.read(Fixtures.directory("bert").resolve("config.json"));

    /** At most so many: the footer, and the empty table of meta blocks in front of it. */
    private static final int UNREAD_BYTES = 64;

    private static byte[] zip() throws IOException {
        try (InputStream in = SavedModelTest.class.getResourceAsStream("/fixtures/bundle/bert.zip")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static SavedModel open(byte[] zip) {
        return SavedModel.open(new ByteArrayInputStream(zip), TINY);
    }

    @Test
    void aBundleHoldsTheSameBaseAsTheCheckpoint() throws IOException {
        Path directory = Fixtures.directory("bert");
        try (SavedModel model = open(zip());
                Checkpoint checkpoint = Checkpoint.open(directory)) {
            assertThat(model.weights().digest()).isEqualTo(checkpoint.weights().digest());
            assertThat(Json.tree("tokenizer", model.tokenizer()))
                    .isEqualTo(Json.tree("tokenizer", Files.readAllBytes(directory.resolve("tokenizer.json"))));
        }
    }

    private static byte[] part(String name) throws IOException {
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip()));
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (entry.getName().equals(name)) {
                return in.readAllBytes();
            }
        }
        throw new IllegalStateException("no " + name);
    }

    @Test
    void everyFlippedByteOfTheIndexIsSeenOrHarmless() throws IOException {
        byte[] index = part("variables/variables.index");
        byte[] data = part("variables/variables.data-00000-of-00001");
        String gain = "module/bert/encoder/layer_1/output/LayerNorm/gamma";
        float[] whole = new TensorBundle(index, MemorySegment.ofArray(data)).floats(gain);
        int refused = 0;
        for (int at = 0; at < index.length; at++) {
            byte[] damaged = index.clone();
            damaged[at] ^= 0x41;
            try {
                TensorBundle bundle = new TensorBundle(damaged, MemorySegment.ofArray(data));
                bundle.require(gain, 32);
                assertThat(bundle.floats(gain)).containsExactly(whole);
            } catch (IllegalStateException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(index.length - UNREAD_BYTES);
    }

    @Test
    void aFlippedByteOfAVariableIsSeenWhenItIsRead() throws IOException {
        byte[] index = part("variables/variables.index");
        byte[] data = part("variables/variables.data-00000-of-00001");
        data[0] ^= 1;
        TensorBundle bundle = new TensorBundle(index, MemorySegment.ofArray(data));
        assertThatThrownBy(() -> bundle.floats("module/bert/embeddings/LayerNorm/beta"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged module/bert/embeddings/LayerNorm/beta");
        assertThatThrownBy(() -> bundle.require("module/bert/embeddings/LayerNorm/beta", 64))
                .hasMessageContaining("[32], not float32 of [64]");
        assertThatThrownBy(() -> bundle.require("module/bert/none", 64)).hasMessageContaining("has no");
    }

    @Test
    void aZipWithoutVariablesIsRefused() {
        assertThatThrownBy(() -> open(new byte[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no assets/vocab.txt");
    }

    /** Where the artifact is on the class path (-Pbert-base); the digest is of what tf.train.load_checkpoint of TensorFlow 2.21 reads. */
    @Test
    void bertBaseIsReadWhereItIsThere() {
        assumeTrue(Base.class.getResource(Base.BERT_BASE) != null, "build with -Pbert-base");
        try (Base base = Base.open(new BaseSettings(BaseSettings.BERT_BASE, "cpu", 2))) {
            assertThat(base.digest().hex())
                    .isEqualTo("7ee9dc682a9e5c20d765edd6e4b52148c32aa7e33b6700655d0abc905ee8615f");
            assertThat(base.row("Hello world!", null).ids()).containsExactly(101, 7592, 2088, 999, 102);
        }
    }
}
