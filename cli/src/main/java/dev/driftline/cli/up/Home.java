package dev.driftline.cli.up;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The project's folder: what the script named, else the nearest one above the current folder. */
public final class Home {
    private static final String PROPERTY = "driftline.home";
    private static final String VARIABLE = "DRIFTLINE_HOME";

    private Home() {}

    public static Path find() {
        String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        if (named != null) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = parent(folder)) {
            if (Files.isDirectory(folder.resolve("registry-service"))
                    && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new Failure(
                ExitCode.FAILURE,
                "the project's folder is not found from here: run ./driftline in it, or set " + VARIABLE);
    }

    private static @Nullable Path parent(Path folder) {
        return folder.getParent();
    }
}
