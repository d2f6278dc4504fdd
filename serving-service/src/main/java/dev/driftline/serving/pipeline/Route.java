package dev.driftline.serving.pipeline;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.regex.Pattern;

/**
 * From which topic to which, by which domain.
 *
 * @param rejected the topic of records that hold no text
 * @param text the field of a JSON record that holds its text; {@code textPair} its second
 */
record Route(String name, String from, String to, String rejected, DomainName domain, String text, String textPair) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    Route {
        String key = "driftline.serving.score." + name;
        unless(NAME.matcher(name).matches(), key, "a name is 1 to 63 characters of a-z, 0-9 and '-'");
        unless(TOPIC.matcher(from).matches(), key + ".from", "is no name of a topic");
        unless(TOPIC.matcher(to).matches(), key + ".to", "is no name of a topic");
        unless(TOPIC.matcher(rejected).matches(), key + ".rejected", "is no name of a topic");
        unless(!from.equals(to), key + ".to", "must be another topic than from: answers would be scored again");
        unless(
                !rejected.equals(from) && !rejected.equals(to),
                key + ".rejected",
                "must be another topic than from and to");
        unless(!text.isBlank() && !text.equals(textPair), key + ".text", "must name a field, another than text-pair");
        unless(!textPair.isBlank(), key + ".text-pair", "must name a field");
    }

    static Route of(String name, PipelineConfig.Pipe pipe) {
        String rejected = pipe.rejected().orElse(pipe.to() + ".rejected");
        return new Route(name, pipe.from(), pipe.to(), rejected, domain(name, pipe), pipe.text(), pipe.textPair());
    }

    private static DomainName domain(String name, PipelineConfig.Pipe pipe) {
        try {
            return new DomainName(pipe.domain());
        } catch (InvalidValue e) {
            String key = "driftline.serving.score." + name + ".domain";
            throw new InvalidValue(key, key + ": " + e.getMessage());
        }
    }
}
