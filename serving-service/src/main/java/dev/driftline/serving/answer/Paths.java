package dev.driftline.serving.answer;

import dev.driftline.serving.intake.ClientWords;
import java.util.List;
import java.util.regex.Pattern;

/** What each path of this service is for, told to whoever asks it for something else. */
final class Paths {
    private record Use(Pattern path, String words) {
        private Use(String path, String words) {
            this(Pattern.compile(path), words);
        }
    }

    private static final List<Use> ALL = List.of(
            new Use(
                    "/v1/domains/[^/]+/predictions",
                    "Questions go as application/json, or many as application/x-ndjson, to POST /v1/domains/{domain}/predictions"),
            new Use(
                    "/v1/predictions/[^/]+/feedback",
                    "Feedback goes as application/json to POST /v1/predictions/{id}/feedback"),
            new Use("/v1/predictions/[^/]+", "What was captured is told by GET /v1/predictions/{id}"),
            new Use(
                    "/v1/domains/[^/]+/accuracy",
                    "How often versions were right is told by GET /v1/domains/{domain}/accuracy"),
            new Use(
                    "/v1/domains(/[^/]+)?",
                    "What is held of domains is told by GET /v1/domains and /v1/domains/{domain}"),
            new Use(
                    "/v2/models/[^/]+(/versions/[^/]+)?/infer",
                    "requests go as JSON to POST /v2/models/{domain}/infer"),
            new Use("/v2/repository/index", "the index is told by POST /v2/repository/index"),
            new Use(
                    "/v2(/health/(live|ready)|/models/[^/]+(/versions/[^/]+)?(/ready)?)?",
                    "this path is read by GET; requests go as JSON to POST /v2/models/{domain}/infer"));

    private Paths() {}

    static String use(String path) {
        return ALL.stream()
                .filter(use -> use.path().matcher(path).matches())
                .map(Use::words)
                .findFirst()
                .orElseGet(() -> ClientWords.brief(path)
                        + " is no path of this service: GET /q/openapi lists those that there are");
    }
}
