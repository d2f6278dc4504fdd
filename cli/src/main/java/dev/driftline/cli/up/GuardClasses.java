package dev.driftline.cli.up;

import dev.driftline.cli.guard.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts the guard's one class into a folder of its own, so that nothing else of the launcher meets a service's classes. */
final class GuardClasses {
    private GuardClasses() {}

    /** The folder to put on the class path. */
    static Path unpack(Path data) {
        Path folder = data.resolve("guard");
        String name = Guard.class.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(name);
        try (InputStream in = Guard.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the launcher's class path");
            }
            Files.createDirectories(file.getParent());
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
