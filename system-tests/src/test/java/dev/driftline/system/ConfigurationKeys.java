package dev.driftline.system;

import dev.driftline.house.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The configuration keys that a service's {@code @ConfigMapping} interfaces read, taken from their source. */
final class ConfigurationKeys {
    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(\\s*prefix = \"([a-z.-]+)\"");
    private static final Pattern METHOD = Pattern.compile("(?m)^    [A-Za-z<>]+ ([a-zA-Z]+)\\(\\);");
    private static final Pattern GROUP = Pattern.compile("(?ms)^    interface ([A-Za-z]+) \\{(.*?)^    }");
    private static final Pattern METHOD_OF_GROUP = Pattern.compile("(?m)^        [A-Za-z<>]+ ([a-zA-Z]+)\\(\\);");
    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");

    private ConfigurationKeys() {}

    static List<String> below(Path sources) {
        return Tree.files(sources, ".java").stream()
                .map(Tree::text)
                .flatMap(ConfigurationKeys::of)
                .toList();
    }

    private static Stream<String> of(String source) {
        Matcher prefix = PREFIX.matcher(source);
        if (!prefix.find()) {
            return Stream.of();
        }
        Stream<String> own = METHOD.matcher(source).results().map(method -> prefix.group(1) + "." + kebab(method));
        Stream<String> grouped = GROUP.matcher(source)
                .results()
                .flatMap(group -> METHOD_OF_GROUP
                        .matcher(group.group(2))
                        .results()
                        .map(method -> prefix.group(1) + "." + kebab(group) + "." + kebab(method)));
        return Stream.concat(own, grouped);
    }

    private static String kebab(MatchResult method) {
        return HUMP.matcher(method.group(1)).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }
}
