package dev.driftline.serving.tensors;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.predict.Described;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.predict.Reply;
import dev.driftline.serving.predict.Which;
import dev.driftline.serving.tensors.Outcome.Kind;
import dev.driftline.serving.tensors.Outcome.Refused;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which models there are: a domain is a model. Its live version answers unless another one is named, which is then loaded beside it. */
public final class Models {
    public static final String SERVER = "driftline";
    /** Of the protocol's model repository, that it can be listed. */
    public static final String INDEX_EXTENSION = "model_repository(index)";

    /** That are listed; a domain may have thousands. */
    private static final int MOST_VERSIONS = 100;

    private final Directory directory;
    private final Predictor predictor;

    public Models(Directory directory, Predictor predictor) {
        this.directory = directory;
        this.predictor = predictor;
    }

    /** What came of looking a model up. */
    public sealed interface Found {
        record Ready(Model model) implements Found {}

        record NotReady(Refused refused) implements Found {}
    }

    /** A model in the list of all. */
    public record Listed(String name, String version, boolean ready, String reason) {
        /** As the protocol words it. */
        public String state() {
            return ready ? "READY" : "UNAVAILABLE";
        }
    }

    /** @param version empty: the one that the server would choose */
    public Found find(String model, String version) {
        try {
            DomainName domain = Names.domain(model);
            Which which = Names.version(version);
            return switch (directory.one(domain.value())) {
                case Reply.Told(var status) -> ready(status, which);
                case Reply reply -> new Found.NotReady(Refusals.of(reply));
            };
        } catch (InvalidValue e) {
            return new Found.NotReady(new Refused(Kind.UNKNOWN, String.valueOf(e.getMessage())));
        }
    }

    /** Every model, by name. */
    public List<Listed> list(boolean readyOnly) {
        return directory.all().stream()
                .map(Models::listed)
                .filter(model -> model.ready() || !readyOnly)
                .toList();
    }

    private Found ready(SlotStatus status, Which which) {
        Integer live = status.version();
        if (which instanceof Which.Numbered(int version) && !Objects.equals(version, live)) {
            return switch (predictor.describe(status.domain(), version)) {
                case Described.Labelled(var labels) -> new Found.Ready(model(status.domain(), live, version, labels));
                case Described.Silent(var why) -> new Found.NotReady(Refusals.of(why));
            };
        }
        Optional<List<String>> labels = directory.labels(status.domain());
        if (live == null || labels.isEmpty()) {
            return new Found.NotReady(Refusals.of(directory.whySilent(status.domain())));
        }
        return new Found.Ready(model(status.domain(), live, live, labels.get()));
    }

    /** Of all its versions, since all may be asked for, the newest, with the live one and {@code described} among them. */
    private Model model(DomainName domain, @Nullable Integer live, int described, List<String> labels) {
        int newest = Math.max(directory.newest(domain), described);
        IntStream most = IntStream.rangeClosed(Math.max(1, newest - MOST_VERSIONS + 1), newest);
        List<String> versions = IntStream.concat(most, IntStream.of(described, live == null ? described : live))
                .sorted()
                .distinct()
                .mapToObj(String::valueOf)
                .toList();
        return new Model(domain.value(), versions, labels);
    }

    private static Listed listed(SlotStatus status) {
        Integer live = status.version();
        String fault = status.lastFault();
        return live == null
                ? new Listed(status.domain().value(), "", false, fault == null ? "no version answers yet" : fault)
                : new Listed(status.domain().value(), live.toString(), true, fault == null ? "" : fault);
    }
}
