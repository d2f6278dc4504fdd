package dev.driftline.cli.up;

import io.quarkus.bootstrap.runner.QuarkusEntryPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A project's folder whose four services are stand-ins that only answer "ready". */
public final class FakeHome {
    private FakeHome() {}

    public static Path in(Path folder) throws IOException {
        for (Service service : Service.values()) {
            Path jar = service.runnable(folder);
            Files.createDirectories(Objects.requireNonNull(jar.getParent()));
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file)) {
                String name = QuarkusEntryPoint.class.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream in = Objects.requireNonNull(FakeHome.class.getResourceAsStream("/" + name))) {
                    in.transferTo(out);
                }
            }
        }
        return folder;
    }
}
