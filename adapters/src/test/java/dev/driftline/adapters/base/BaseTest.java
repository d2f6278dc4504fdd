package dev.driftline.adapters.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.version.Running;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BaseTest {
    /** Of all-minilm-l6-v2 as this project first mapped it: a change here makes every stored adapter foreign. */
    private static final String DIGEST = "9f0d015328db6d3181fc9945360e3df939863b701425ea51b80565cc2fcf733c";

    /** Of bge-small-en-v1.5, by a reader of the same ONNX file that goes by the names of its nodes, in Python with onnx 1.23.2. */
    private static final String BGE_DIGEST = "bd0dbc28e9f4cd46dacb73c5d3823d2a53aefc52f7c43afab4bc4f1ebf84d4fe";

    @Test
    void theMappedWeightsAreThoseThatStoredAdaptersName() {
        assertThat(OneBase.BASE.digest().hex()).isEqualTo(DIGEST);
    }

    /** Measures from the model's published config.json. */
    @Test
    void itsMeasuresAreTheModelsOwn() {
        assertThat(OneBase.BASE.encoder().geometry()).isEqualTo(new Geometry(6, 384, 12, 1536, 1e-12));
    }

    /** Measures from that model's published config.json. */
    @Test
    void bgeSmallIsReadByTheSameWalk() {
        try (Base base = Base.open(new BaseSettings(BaseSettings.BGE_SMALL, "cpu", 1))) {
            assertThat(base.encoder().geometry()).isEqualTo(new Geometry(12, 384, 12, 1536, 1e-12));
            assertThat(base.digest().hex()).isEqualTo(BGE_DIGEST);
        }
    }

    @Test
    void itTellsHowItRuns() {
        Running running = OneBase.BASE.running(true);
        assertThat(running.threads()).isEqualTo(1);
        assertThat(running.device()).isEqualTo("cpu");
        assertThat(running.baseForm()).isEqualTo("fp32");
        assertThat(running.libtorch()).isEqualTo("2.7.1");
        assertThat(running.cpuCapability()).isIn("AVX512", "AVX2", "DEFAULT");
        assertThat(running.alone()).isTrue();
    }

    @Test
    void cudaWithoutACudaDeviceIsAClearErrorAtStart() {
        assertThatThrownBy(() -> Base.open(new BaseSettings("cuda", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cuda")
                .hasMessageContaining("PYTORCH_LIBRARY_PATH");
    }

    @Test
    void zeroThreadsMeansOneForEachCore() {
        assertThat(new BaseSettings("auto", 0).threadsUsed())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThatThrownBy(() -> new BaseSettings("auto", -1)).hasMessageContaining("threads");
        assertThatThrownBy(() -> new BaseSettings("gpu", 1)).hasMessageContaining("device");
    }

    /** libtorch's rule, aten/src/ATen/native/DispatchStub.cpp of 2.7. */
    @Test
    void theInstructionSetIsChosenAsLibtorchChooses() {
        assertThat(Processor.capability(Set.of("avx512vl", "avx512bw", "avx512dq", "fma", "avx2")))
                .isEqualTo("AVX512");
        assertThat(Processor.capability(Set.of("avx512vl", "fma", "avx2"))).isEqualTo("AVX2");
        assertThat(Processor.capability(Set.of("sse2"))).isEqualTo("DEFAULT");
    }

    @Test
    void longTextsAreCutAndOddOnesAreRead() {
        List<long[]> ids = Stream.of("word ".repeat(5_000), "", "a\0b", "half \ud83d pair", "\ud83d\ude00")
                .map(text -> OneBase.BASE.row(text, null).ids())
                .toList();
        assertThat(ids.get(0)).hasSize(Base.MAX_TOKENS).startsWith(101).endsWith(102);
        assertThat(ids.get(1)).containsExactly(101, 102);
        assertThat(ids).allSatisfy(row -> assertThat(row).startsWith(101).endsWith(102));
    }
}
