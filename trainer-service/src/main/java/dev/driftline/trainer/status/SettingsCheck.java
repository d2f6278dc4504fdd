package dev.driftline.trainer.status;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether a domain's settings would fit the base, once that is loaded. Many threads may ask. */
public final class SettingsCheck {
    private static final String BODY = "body";
    private static final int MOST_BYTES = 512 * 1024;

    private volatile @Nullable Consumer<MethodSettings> require;

    /**
     * The base is loaded.
     *
     * @param require throws {@link dev.driftline.contracts.wire.InvalidValue} where settings do not fit it
     */
    public void open(Consumer<MethodSettings> require) {
        this.require = require;
    }

    /**
     * Returns where settings fit.
     *
     * @param body of JSON
     */
    void check(InputStream body) {
        Consumer<MethodSettings> base = require;
        if (base == null) {
            throw new BaseLoading();
        }
        JsonNode settings = Json.tree(BODY, bytes(body));
        unless(settings.isObject(), BODY, "must be a JSON object: a method's settings");
        base.accept(Json.convert(settings, MethodSettings.class));
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            unless(bytes.length <= MOST_BYTES, BODY, "must be at most " + MOST_BYTES + " bytes");
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
