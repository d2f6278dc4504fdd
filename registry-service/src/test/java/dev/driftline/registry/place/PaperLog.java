package dev.driftline.registry.place;

import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.window.LogMark;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The topics as a test says they are. */
public final class PaperLog implements ExampleLog {
    private final Map<Long, LogMark> marks = new HashMap<>();
    private String topicId = "topic-one";
    private int partitions = 16;
    private Offsets offsets = new Offsets(0, 0);
    private boolean made;
    private boolean away;

    public void setAway(boolean now) {
        away = now;
    }

    public void setTopic(String id, int count) {
        topicId = id;
        partitions = count;
    }

    public void setOffsets(long beginning, long end) {
        offsets = new Offsets(beginning, end);
    }

    public void put(LogMark mark) {
        marks.put(mark.offset(), mark);
    }

    @Override
    public void ensureTopics() {
        requireHere();
        made = true;
    }

    @Override
    public Optional<TopicDescription> describe(String topic) {
        requireHere();
        return made ? Optional.of(new TopicDescription(topic, topicId, partitions)) : Optional.empty();
    }

    @Override
    public Offsets offsets(Place place) {
        requireHere();
        return offsets;
    }

    @Override
    public Optional<LogMark> markAt(Place place, long offset) {
        requireHere();
        return Optional.ofNullable(marks.get(offset));
    }

    private void requireHere() {
        if (away) {
            throw new BrokerAway("the broker is away", null);
        }
    }
}
