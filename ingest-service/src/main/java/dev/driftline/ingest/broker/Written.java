package dev.driftline.ingest.broker;

/** Where a record lies, as its broker has acknowledged. */
public record Written(String topic, int partition, long offset) {}
