package dev.driftline.trainer.exchange;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.Digest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseCheckTest {
    private static final Digest OURS = Digest.of(new byte[] {1});
    private static final Digest THEIRS = Digest.of(new byte[] {2});

    @TempDir
    private Path folder;

    private BaseCheck check(Digest found) {
        return new BaseCheck(OURS, directory -> found);
    }

    @Test
    void anyWitnessOfOursIsEnough() {
        assertThatCode(() -> check(THEIRS).require(null, OURS, folder.toString()))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(OURS).require(folder.toString(), null, "bert"))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(OURS).require(null, null, folder.toString())).doesNotThrowAnyException();
    }

    @Test
    void anyWitnessOfOthersIsTooMuch() {
        assertThatThrownBy(() -> check(OURS).require(folder.toString(), THEIRS, null))
                .hasMessageContaining("labels.json says the digest " + THEIRS);
        assertThatThrownBy(() -> check(THEIRS).require(folder.toString(), OURS, null))
                .hasMessageContaining("the directory named has the digest " + THEIRS);
        assertThatThrownBy(() -> check(THEIRS).require(null, null, folder.toString()))
                .hasMessageContaining("base_model_name_or_path");
    }

    @Test
    void aNameOrAPathThatCannotBeReadIsNoWitness() {
        for (String name :
                new String[] {"bert-base-uncased", folder.resolve("gone").toString(), "\0"}) {
            assertThatThrownBy(() -> check(OURS).require(null, null, name)).hasMessageContaining("--base");
            assertThatThrownBy(() -> check(OURS).require(name, null, null)).hasMessageContaining("absolute path");
        }
        assertThatThrownBy(() -> check(OURS).require(null, null, null)).hasMessageContaining("--base");
    }
}
