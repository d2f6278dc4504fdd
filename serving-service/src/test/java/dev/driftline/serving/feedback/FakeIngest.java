package dev.driftline.serving.feedback;

import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.wire.Json;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An ingest-service that accepts everything, unless it is told to answer something else. */
final class FakeIngest implements Ingest {
    final List<Example> taken = new CopyOnWriteArrayList<>();
    volatile @Nullable Sent answer;

    @Override
    public Sent send(Example example) {
        Sent told = answer;
        if (told != null) {
            return told;
        }
        taken.add(example);
        Receipt receipt = Receipt.accepted(0, example.id(), "examples", 3, taken.size() - 1);
        return new Sent.Answered(202, "application/json", Json.bytes(receipt), null);
    }

    @Override
    public void close() {}
}
