package dev.driftline.cli.line;

/** A text and its true label. */
public record Labelled(String text, String label) {}
