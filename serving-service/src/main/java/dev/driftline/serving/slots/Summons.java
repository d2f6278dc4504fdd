package dev.driftline.serving.slots;

import java.util.concurrent.CompletableFuture;

/** What asking a slot sets in motion. */
sealed interface Summons {
    /** An adapter answers. */
    record Here() implements Summons {}

    /** One is on its way. {@code arrival}: true when it is worth looking again, false when nothing will come now. */
    record Coming(CompletableFuture<Boolean> arrival) implements Summons {}

    /** The caller is to load it. */
    record Load(Wanted wanted, CompletableFuture<Boolean> arrival) implements Summons {}

    /** There is nothing that could be loaded now. */
    record Silent() implements Summons {}
}
