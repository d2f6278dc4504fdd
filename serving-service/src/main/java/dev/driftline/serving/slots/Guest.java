package dev.driftline.serving.slots;

/** What came of loading a version beside the slots. */
public sealed interface Guest {
    /** Loaded and tried; whoever holds it closes it. */
    record Here(Lease lease) implements Guest {}

    /** Never to be served. */
    record Refused(String why) implements Guest {}

    /** The registry has its bytes no more. */
    record Gone(String why) implements Guest {}

    /** Not to be had now. */
    record Away(String why) implements Guest {}
}
