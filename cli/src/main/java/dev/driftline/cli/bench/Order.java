package dev.driftline.cli.bench;

/** In which order a file is streamed. */
enum Order {
    /** By a permutation that the seed decides. */
    SHUFFLED,
    /** As the file has it. */
    FILE
}
