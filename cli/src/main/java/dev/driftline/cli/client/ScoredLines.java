package dev.driftline.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.prediction.ScoredAll;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lines of a stream of answers. */
final class ScoredLines {
    private ScoredLines() {}

    /** All but the last, which tells how it ended. */
    static List<Scored> read(byte[] body) {
        List<Scored> lines = new ArrayList<>();
        try {
            for (String line : new String(body, StandardCharsets.UTF_8).lines().toList()) {
                JsonNode node = Json.tree("answer", line.getBytes(StandardCharsets.UTF_8));
                if (node.has("end")) {
                    Problem stopped = Json.convert(node, ScoredAll.class).end().stopped();
                    if (stopped != null) {
                        throw new ServiceFailure("serving", stopped, Duration.ZERO);
                    }
                    return lines;
                }
                lines.add(Json.convert(node, Scored.class));
            }
        } catch (InvalidValue e) {
            throw new Failure(
                    ExitCode.FAILURE,
                    "serving gave an answer that this command cannot read (" + e.getMessage()
                            + "): are both of one version?",
                    e);
        }
        throw new Failure(ExitCode.UNAVAILABLE, "serving broke off after " + lines.size() + " answers");
    }
}
