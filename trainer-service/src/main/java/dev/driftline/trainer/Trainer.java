package dev.driftline.trainer;

import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.Processor;
import dev.driftline.adapters.program.FreeMemory;
import dev.driftline.trainer.exchange.ExchangeDesk;
import dev.driftline.trainer.publish.Blobs;
import dev.driftline.trainer.publish.Contest;
import dev.driftline.trainer.publish.RegistryClient;
import dev.driftline.trainer.status.SettingsCheck;
import dev.driftline.trainer.step.DeathMarks;
import dev.driftline.trainer.step.FrozenBase;
import dev.driftline.trainer.step.Learning;
import dev.driftline.trainer.stream.ExampleStream;
import dev.driftline.trainer.stream.PlaceCheck;
import dev.driftline.trainer.stream.Texts;
import dev.driftline.trainer.window.Lanes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The training thread's life: begins with the process, loads the base, and ends after the step that a signal meets: a process that
 * leaves while a step runs in native code crashes.
 */
@ApplicationScoped
class Trainer {
    private static final Logger LOG = Logger.getLogger("trainer");
    private static final Duration FAREWELL = Duration.ofSeconds(20);
    private static final long MOST_TEXT_BYTES = 32L * 1024 * 1024;
    private static final long MOST_BLOB_BYTES = 96L * 1024 * 1024;
    private static final int REGISTRY_TRIES = 5;
    private static final Duration REGISTRY_PAUSE = Duration.ofMillis(100);

    private final TrainerSettings settings;
    private final Lanes lanes;
    private final ExampleStream stream;
    private final MeterRegistry meters;
    private final ExchangeDesk desk;
    private final SettingsCheck settingsCheck;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("trainer-training").unstarted(this::run);
    private volatile boolean ending;
    private volatile @Nullable TrainingLoop loop;

    Trainer(
            TrainerSettings settings,
            Lanes lanes,
            ExampleStream stream,
            MeterRegistry meters,
            ExchangeDesk desk,
            SettingsCheck settingsCheck) {
        this.settings = settings;
        this.lanes = lanes;
        this.stream = stream;
        this.meters = meters;
        this.desk = desk;
        this.settingsCheck = settingsCheck;
    }

    void begin(@Observes StartupEvent started) {
        stream.start();
        thread.start();
    }

    void end(@Observes ShutdownEvent stopped) {
        ending = true;
        desk.close();
        TrainingLoop running = loop;
        if (running != null) {
            running.end();
        }
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stream.close();
    }

    /** Whether the base is loaded and windows are taken. */
    boolean isTraining() {
        return loop != null && thread.isAlive();
    }

    private void run() {
        try (FrozenBase learning = FrozenBase.open(
                new BaseSettings(settings.base(), settings.device(), settings.threads()),
                settings.trainer().form(),
                Processor.multipliesBf16(),
                System::nanoTime)) {
            LOG.infof(
                    "trainer.base digest=%s running=%s",
                    learning.base().brief(), learning.running(learning.forms().preferred(), true));
            LOG.infof("trainer.form %s", learning.forms().words());
            RegistryClient registry = new RegistryClient(settings.registry().url(), REGISTRY_TRIES, REGISTRY_PAUSE);
            Contest contest = new Contest(() -> UUID.randomUUID().toString());
            DomainForms forms = new DomainForms(learning, registry);
            desk.open(
                    learning.frozen(),
                    state -> learning.running(forms.of(state), true),
                    registry,
                    contest,
                    lanes::told);
            settingsCheck.open(learning::require);
            TrainingLoop made = loop(learning, forms, registry, contest);
            loop = made;
            if (!ending) {
                made.run(new Tidying(FreeMemory::giveBack, System::nanoTime));
            }
        } catch (InterruptedException e) {
            LOG.debug("trainer.loop interrupted");
        } catch (RuntimeException | Error e) {
            LOG.fatal("trainer.loop ended: the process ends too", e);
            Quarkus.asyncExit(1);
        }
    }

    private TrainingLoop loop(Learning learning, DomainForms forms, RegistryClient registry, Contest contest) {
        Blobs blobs = new Blobs(registry, MOST_BLOB_BYTES);
        Factors factors = new Factors(learning, registry, blobs);
        Update update = new Update(
                learning,
                forms,
                factors,
                blobs,
                stream.log(),
                new Texts(stream.log(), MOST_TEXT_BYTES),
                new DeathMarks(settings.cache()));
        Opening opening = new Opening(
                registry, contest, lanes, stream.commits(), new PlaceCheck(stream.log()), learning, factors);
        return new TrainingLoop(
                settings.shareSteps(),
                lanes,
                opening,
                stream.backlog(),
                update,
                registry,
                blobs,
                contest,
                stream.commits(),
                new Faults(settings.fault().orElse("")),
                new Journal(meters, System::nanoTime));
    }
}
