package dev.driftline.registry.telling;

import dev.driftline.contracts.wire.Topics;

/** A topic that is told of ledgers. Its records' key is the domain. */
enum Notice {
    ADAPTERS(Topics.ADAPTERS),
    EVENTS(Topics.EVENTS),
    DOMAINS(Topics.DOMAINS);

    private final String topic;

    Notice(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }
}
