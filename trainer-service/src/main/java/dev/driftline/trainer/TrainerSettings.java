package dev.driftline.trainer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a person may set; the trainer's stream is set beside it in application.properties. */
@ConfigMapping(prefix = "driftline")
interface TrainerSettings {
    Kafka kafka();

    Registry registry();

    /** minilm, bge-small, bert-base or a directory with a BERT or RoBERTa model; serving needs the same. */
    @WithDefault("minilm")
    String base();

    /** Where the base runs: auto, cpu or cuda. */
    @WithDefault("auto")
    String device();

    /** Threads of the engine; 0: as many as cores. */
    @WithDefault("0")
    int threads();

    /**
     * Whether windows of several domains that are due at once share their steps: faster, and their versions equal those of steps of their
     * own but for the last bits. Off, every version comes out bit for bit the same on the same processor.
     */
    @WithDefault("true")
    boolean shareSteps();

    /** A folder that may be deleted at any time. */
    @WithDefault(".driftline/cache/trainer")
    Path cache();

    /** A point where the trainer stops for ever, for tests. */
    Optional<String> fault();

    Trainer trainer();

    /** Where the broker is. */
    interface Kafka {
        @WithDefault("127.0.0.1:7092")
        String bootstrapServers();
    }

    /** Where the registry is. */
    interface Registry {
        @WithDefault("http://127.0.0.1:7070")
        URI url();
    }

    /** What is the trainer's alone; its membership in the group that reads, application.properties hands to the stream. */
    interface Trainer {
        /**
         * What the frozen linear layers multiply in where domains begin to learn: fp32, bf16 (on a CPU that has it), or auto: what is faster
         * on this machine. A domain that has a version goes on in the form that its newest one names, where this machine has that.
         */
        @WithDefault("auto")
        String form();

        /** A member that Kafka knows again. */
        @WithDefault("trainer-1")
        String instance();

        @WithDefault("10000")
        int sessionTimeoutMs();
    }
}
