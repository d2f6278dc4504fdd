package dev.driftline.serving.tensors;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.predict.Which;
import java.util.regex.Pattern;

/** Reads names of models and versions; one that cannot be is one that does not exist. */
final class Names {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private Names() {}

    static DomainName domain(String model) {
        try {
            return new DomainName(model);
        } catch (InvalidValue e) {
            throw new InvalidValue("model", "model: there is none of this name: " + e.getMessage());
        }
    }

    static Which version(String version) {
        if (version.isEmpty()) {
            return new Which.Live();
        }
        unless(NUMBER.matcher(version).matches(), "version", "there is none of this name: versions are 1, 2, 3 …");
        return new Which.Numbered(Integer.parseInt(version));
    }
}
