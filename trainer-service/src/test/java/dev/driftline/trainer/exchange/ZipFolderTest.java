package dev.driftline.trainer.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.adapters.exchange.PeftFolder;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZipFolderTest {
    /** In this order, so that the half of it lacks a file that counts. */
    private static final Map<String, byte[]> GOOD = new LinkedHashMap<>();

    static {
        GOOD.put("README.md", Saved.bytes("words"));
        GOOD.put("adapter_config.json", Saved.bytes("{}"));
        GOOD.put("labels.txt", Saved.bytes("a\nb\n"));
        GOOD.put("adapter_model.safetensors", Saved.bytes("tensors"));
    }

    private static PeftFolder read(byte[] zip) {
        return ZipFolder.read(new ByteArrayInputStream(zip));
    }

    private static byte[] with(String name, byte[] content) {
        Map<String, byte[]> files = new LinkedHashMap<>(GOOD);
        files.put(name, content);
        return Saved.zip(files);
    }

    private static byte[] without(String name) {
        Map<String, byte[]> files = new LinkedHashMap<>(GOOD);
        files.remove(name);
        return Saved.zip(files);
    }

    @Test
    void theFilesThatCountAreFoundAmongOthers() {
        PeftFolder folder = read(Saved.zip(GOOD));
        assertThat(folder.config()).isEqualTo(Saved.bytes("{}"));
        assertThat(folder.model()).isEqualTo(Saved.bytes("tensors"));
        assertThat(folder.labels().labels()).containsExactly("a", "b");
    }

    @Test
    void aMissingFileIsNamed() {
        for (String name : new String[] {"adapter_config.json", "adapter_model.safetensors"}) {
            assertThatThrownBy(() -> read(without(name)))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageStartingWith(name + ": is not in the zip");
        }
        assertThatThrownBy(() -> read(without("labels.txt"))).hasMessageContaining("--labels");
        assertThatThrownBy(() -> read(with("labels.json", Saved.bytes("{\"labels\":[\"a\"]}"))))
                .hasMessageContaining("send one of them");
    }

    @Test
    void pathsRepetitionsAndCrowdsAreRefused() {
        for (String name : new String[] {"../labels.json", "/etc/passwd", "a/b", "a\\b", "folder/", ""}) {
            assertThatThrownBy(() -> read(with(name, Saved.bytes("x"))))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("zip");
        }
        Map<String, byte[]> crowd = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            crowd.put("file" + i, Saved.bytes("x"));
        }
        assertThatThrownBy(() -> read(Saved.zip(crowd))).hasMessageContaining("more than 32 files");
    }

    @Test
    void aBombIsStoppedAtItsBound() {
        byte[] bomb = with("filler", new byte[ZipFolder.MOST_BYTES + 1]);
        assertThat(bomb.length).isLessThan(100_000);
        assertThatThrownBy(() -> read(bomb))
                .isInstanceOfSatisfying(
                        Denied.class, e -> assertThat(e.status()).isEqualTo(413));
        assertThatThrownBy(() -> read(with("adapter_model.safetensors", new byte[ZipFolder.MOST_MODEL_BYTES + 1])))
                .isInstanceOfSatisfying(
                        Denied.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    @Test
    void whatIsNoZipOrHalfOfOneIsAnInvalidValue() {
        byte[] whole = Saved.zip(GOOD);
        assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> read(Saved.bytes("no zip at all"))).isInstanceOf(InvalidValue.class);
        for (int cut = 1; cut < whole.length / 2; cut += 7) {
            byte[] half = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> read(half)).isInstanceOf(InvalidValue.class);
        }
    }
}
