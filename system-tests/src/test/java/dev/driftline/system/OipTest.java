package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.up.Ports;
import dev.driftline.house.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's tritonclient against the packaged service and a trained adapter; DRIFTLINE_PYTHON names a Python that has it. */
@EnabledIfEnvironmentVariable(named = "DRIFTLINE_PYTHON", matches = ".+")
class OipTest {
    private static final String DOMAIN = "protocol";
    private static final int PATIENCE_MINUTES = 3;

    @TempDir
    private static Path folder;

    @Test
    void tritonsClientAndServingUnderstandEachOther() throws Exception {
        try (World world = World.start(folder.resolve("data"))) {
            world.create(DOMAIN);
            world.send(DOMAIN, Records.lines("p", World.WINDOW, 5));
            world.awaitVersions(DOMAIN, 1);
            world.awaitServed(DOMAIN);
            Path said = folder.resolve("check.log");
            Ports ports = world.system.ports();
            Process check = new ProcessBuilder(List.of(
                            System.getenv("DRIFTLINE_PYTHON"),
                            Tree.ROOT.resolve("benchmarks/oip/check.py").toString(),
                            "--http",
                            "127.0.0.1:" + ports.serving(),
                            "--grpc",
                            "127.0.0.1:" + ports.grpc(),
                            "--model",
                            DOMAIN))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = check.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            check.destroyForcibly();
            assertThat(ended)
                    .as("the client ends by itself; it said:\n" + Files.readString(said))
                    .isTrue();
            assertThat(check.exitValue())
                    .as("what it said:\n" + Files.readString(said))
                    .isZero();
            assertThat(said).content().contains("all well");
        }
    }
}
