package dev.driftline.serving.engine;

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
        ResidentEngine engine = new ResidentEngine(
                settings, config.serving().form(), config.serving().lanes(), System::nanoTime);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        LOG.infof("serving.base %s took=%dms", engine.running(), took.toMillis());
        LOG.infof("serving.form %s tried=\"%s\"", engine.chosen(), engine.trials());
        return engine;
    }
}
