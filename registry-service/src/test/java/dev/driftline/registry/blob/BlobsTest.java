package dev.driftline.registry.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.version.BlobRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.registry.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BlobsTest {
    private static final byte[] BYTES = "adapter".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.of(BYTES);
    private static final Digest BASE = Digest.of(new byte[] {9});

    private final MemoryStore store = new MemoryStore();
    private final Blobs blobs = new Blobs(store);
    private final Bases bases = new Bases(store, blobs);

    @Test
    void aBlobLiesUnderItsDigest() {
        assertThat(blobs.put(DIGEST, BYTES)).isTrue();
        assertThat(blobs.put(DIGEST, BYTES)).isFalse();
        assertThat(store.has("blobs/sha256/" + DIGEST.hex().substring(0, 2) + "/" + DIGEST))
                .isTrue();
        assertThat(blobs.size(DIGEST)).hasValue(BYTES.length);
    }

    @Test
    void bytesOfAnotherDigestAreRefused() {
        assertThatThrownBy(() -> blobs.put(BASE, BYTES))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(DIGEST.hex());
        assertThatThrownBy(() -> blobs.put(Digest.of(new byte[0]), new byte[0])).isInstanceOf(InvalidValue.class);
    }

    @Test
    void damagedBytesAreNeverHandedOn() {
        blobs.put(DIGEST, BYTES);
        store.damage(Blobs.key(DIGEST), "adaptor".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> blobs.get(DIGEST))
                .isInstanceOf(DamagedBlob.class)
                .hasMessageContaining(DIGEST.hex());
    }

    @Test
    void theFirstToNameFactorsNamesThemForAll() {
        byte[] second = "other".getBytes(StandardCharsets.UTF_8);
        blobs.put(DIGEST, BYTES);
        blobs.put(Digest.of(second), second);
        assertThat(bases.factors(BASE, "8-all")).isEmpty();
        assertThat(bases.nameFactors(BASE, "8-all", new BlobRef(DIGEST)).blob()).isEqualTo(DIGEST);
        BlobRef later = new BlobRef(Digest.of(second));
        assertThat(bases.nameFactors(BASE, "8-all", later).blob()).isEqualTo(DIGEST);
        assertThat(bases.factors(BASE, "16-all")).isEmpty();
        assertThat(bases.factors(BASE, "8-random")).isEmpty();
    }

    @Test
    void factorsThatNobodyUploadedCannotBeNamed() {
        assertThatThrownBy(() -> bases.nameFactors(BASE, "8-all", new BlobRef(DIGEST)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("upload it first");
    }

    @Test
    void aNameOfFactorsCannotLeaveItsFolder() {
        for (String name : new String[] {"../8-all", "8", "0-all", "8-ALL", "8-all/x", ""}) {
            assertThatThrownBy(() -> bases.factors(BASE, name)).as(name).isInstanceOf(InvalidValue.class);
        }
    }

    @Test
    void aBaseKeepsItsFirstDescription() {
        byte[] first = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        byte[] second = "{\"a\":2}".getBytes(StandardCharsets.UTF_8);
        assertThat(bases.describe(BASE, first)).isEqualTo(first);
        assertThat(bases.describe(BASE, second)).isEqualTo(first);
        assertThat(bases.description(BASE)).hasValue(first);
    }
}
