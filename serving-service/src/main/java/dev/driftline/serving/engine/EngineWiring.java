package dev.driftline.serving.engine;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.BaseSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Opens the base for whoever asks; a device that is not there ends the start. */
final class EngineWiring {
    private static final Logger LOG = Logger.getLogger(EngineWiring.class);

    private EngineWiring() {}

    @Produces
    @Singleton
    static Engine engine(EngineConfig config) {
        long begun = System.nanoTime();
        BaseSettings settings = new BaseSettings(config.base(), config.device(), config.threads());
        unless(config.serving().lanes() >= 0, "driftline.serving.lanes", "must be 0 or more");
        ResidentEngine engine = new ResidentEngine(
                settings, config.serving().form(), config.serving().lanes());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        LOG.infof("serving.base %s took=%dms", engine.running(), took.toMillis());
        LOG.infof(
                "serving.form one=%s batch=%s tried=\"%s\"",
                engine.form(1, false), engine.form(Integer.MAX_VALUE, false), engine.trials());
        return engine;
    }
}
