package dev.driftline.serving.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Which topics are scored into which, by the name of the pipeline. */
@ConfigMapping(prefix = "driftline.serving.score")
interface PipelineConfig {
    @WithParentName
    Map<String, Pipe> pipes();

    /** One pipeline. */
    interface Pipe {
        /** The topic of texts. */
        String from();

        /** The topic of answers. */
        String to();

        /** The domain that answers. */
        String domain();

        /** The topic of records that hold no text; where not told, the name of {@link #to} with .rejected behind it. */
        Optional<String> rejected();

        /** The field of a JSON record that holds its text. */
        @WithDefault("text")
        String text();

        /** The field that holds its second text, for a domain of pairs. */
        @WithDefault("textPair")
        String textPair();
    }
}
