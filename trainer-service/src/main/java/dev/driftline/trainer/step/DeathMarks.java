package dev.driftline.trainer.step;

import dev.driftline.contracts.domain.DomainName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Remembers on the local disk that native training of a window began, so that a window which kills the process is
 * tried twice and then given up. A cache: who deletes it gives the window two more tries.
 */
public final class DeathMarks {
    private final Path folder;

    public DeathMarks(Path folder) {
        this.folder = folder;
    }

    /** How often the process died while it trained this window, alone or with others. */
    public int of(DomainName domain, String window) {
        try {
            if (!Files.exists(file(domain))) {
                return 0;
            }
            List<String> lines = Files.readAllLines(file(domain));
            return lines.size() == 2 && lines.getFirst().equals(window) ? Integer.parseInt(lines.getLast()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("driftline.cache " + folder + " cannot be read", e);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
    /** Training of the window begins. */
    public void began(DomainName domain, String window) {
        int deaths = of(domain, window) + 1;
        try {
            Files.createDirectories(folder);
            Files.write(file(domain), List.of(window, Integer.toString(deaths)));
        } catch (IOException e) {
            throw new UncheckedIOException("driftline.cache " + folder + " cannot be written", e);
        }
    }

    /** Training of the domain's window ended, well or not, and the process is alive. */
    public void ended(DomainName domain) {
        try {
            Files.deleteIfExists(file(domain));
        } catch (IOException e) {
            throw new UncheckedIOException("driftline.cache " + folder + " cannot be written", e);
        }
    }

    private Path file(DomainName domain) {
        return folder.resolve("training-" + domain + ".mark");
    }
}
