package dev.driftline.benchmarks.trial;

import dev.driftline.adapters.base.Base;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The version of what trains and measures: a digest over its classes and programs, wherever and whenever they were packaged. */
final class Code {
    private static final String ROOT = "dev/driftline/";

    private Code() {}

    static Digest digest() {
        MessageDigest sha = Digest.sha256();
        add(sha, Base.class, List.of("adapters"));
        add(sha, MethodSettings.class, List.of("contracts/domain"));
        add(sha, Code.class, List.of("benchmarks/data", "benchmarks/plan", "benchmarks/trial"));
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }

    private static void add(MessageDigest sha, Class<?> member, List<String> folders) {
        try {
            Path source = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(source)) {
                add(sha, source, folders);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(source)) {
                    add(sha, jar.getPath("/"), folders);
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(MessageDigest sha, Path root, List<String> folders) throws IOException {
        for (String folder : folders) {
            try (Stream<Path> all = Files.walk(root.resolve(ROOT + folder))) {
                for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                    sha.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    sha.update(Files.readAllBytes(file));
                }
            }
        }
    }
}
