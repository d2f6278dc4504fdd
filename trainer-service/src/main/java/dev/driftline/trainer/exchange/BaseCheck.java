package dev.driftline.trainer.exchange;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether an adapter was trained on this trainer's base: the digests of the weights decide, names do not. */
final class BaseCheck {
    private static final String BASE = "base";

    private final Digest ours;
    private final Function<Path, Digest> digestOf;

    /** @param digestOf reads the model in a directory */
    BaseCheck(Digest ours, Function<Path, Digest> digestOf) {
        this.ours = ours;
        this.digestOf = digestOf;
    }

    /**
     * Throws {@link InvalidValue} unless some witness says that it is ours, and none that it is not.
     *
     * @param named by the one who imports: a directory of this machine
     * @param written by the one who exported, beside the labels
     * @param configured by the one who trained: a directory or a name; asked only when nobody else speaks
     */
    void require(@Nullable String named, @Nullable Digest written, @Nullable String configured) {
        if (written != null) {
            requireOurs(written, "labels.json says");
        }
        if (named != null) {
            Path directory = path(named);
            unless(
                    directory != null && directory.isAbsolute() && Files.isDirectory(directory),
                    BASE,
                    "'" + named + "' is not the absolute path of a directory that the trainer can read");
            requireOurs(digestOf(directory), "the directory named has");
        }
        if (written != null || named != null) {
            return;
        }
        Path directory = configured == null ? null : path(configured);
        unless(
                directory != null && directory.isAbsolute() && Files.isDirectory(directory),
                BASE,
                (configured == null
                                ? "the adapter names no base"
                                : "the adapter names '" + configured + "' as its base")
                        + ", which is no directory that the trainer can read, and no labels.json of ours says a digest:"
                        + " name the directory of the model it was trained on (--base)");
        requireOurs(digestOf(directory), "the directory in base_model_name_or_path has");
    }

    private Digest digestOf(@Nullable Path directory) {
        return digestOf.apply(Objects.requireNonNull(directory));
    }

    private void requireOurs(Digest theirs, String who) {
        unless(
                theirs.equals(ours),
                BASE,
                "the adapter was trained on other weights: " + who + " the digest " + theirs
                        + ", this trainer's base has " + ours + "; import where the trainer runs on that base");
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
