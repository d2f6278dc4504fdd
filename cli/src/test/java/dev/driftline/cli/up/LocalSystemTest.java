package dev.driftline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemTest {
    @TempDir
    private Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private SystemSettings settings;

    @BeforeEach
    void fakeServices() throws IOException {
        settings =
                new SystemSettings(FakeHome.in(folder.resolve("home")), folder.resolve("data"), Ports.free(), Map.of());
    }

    @Test
    void everythingStartsIsToldAndStopsLeavingNothingBehind() {
        List<Long> pids;
        try (LocalSystem system = LocalSystem.start(settings, told::add)) {
            assertThat(told).hasSize(6).anyMatch(line -> line.startsWith("registry  ready in"));
            assertThat(RunningSystem.find(settings.data()).orElseThrow().state().ready())
                    .isTrue();
            pids = pids(system);
            assertThat(pids).hasSize(5).allMatch(pid -> LocalSystem.residentBytes(pid) > 1 << 20);
            assertThat(settings.home().resolve("target/running")).isNotEmptyDirectory();
        }
        assertThat(pids.subList(1, 5)).noneMatch(LocalSystemTest::isAlive);
        assertThat(RunningSystem.find(settings.data())).isEmpty();
        assertThat(settings.home().resolve("target/running")).isEmptyDirectory();
    }

    @Test
    void aServiceThatDiesIsStartedAgainAndSaysSo() {
        try (LocalSystem system = LocalSystem.start(settings, told::add)) {
            ProcessHandle.of(pids(system).get(2)).orElseThrow().destroyForcibly();
            await(() -> told.stream().anyMatch(line -> line.contains("starting it again in 1 s (1 of 5)")));
            system.awaitReady(Service.SERVING);
            await(() -> system.processes().get(2).restarts() == 1);
        }
    }

    @Test
    void aServiceKilledOnPurposeStaysDownUntilItIsStartedWithOtherVariables() throws IOException {
        try (LocalSystem system = LocalSystem.start(settings, told::add)) {
            system.kill(Service.TRAINER);
            assertThat(system.isAlive(Service.TRAINER)).isFalse();
            system.start(Service.TRAINER, Map.of("DRIFTLINE_FAULT", "after-cut"));
            assertThat(Files.readString(system.log(Service.TRAINER))).contains("fault=null", "fault=after-cut");
        }
    }

    @Test
    void aServiceThatCannotStartShowsTheEndOfItsLogAndNothingStays() {
        SystemSettings broken = settings.with(Service.TRAINER, Map.of("BROKEN", "device=cuda"));
        assertThatThrownBy(() -> LocalSystem.start(broken, told::add))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("trainer ended before it was ready", "configuration.error device=cuda");
        LocalSystem.start(settings, told::add).close();
    }

    @Test
    void aSecondSystemOnOneFolderSaysWhoHasIt() {
        try (LocalSystem first = LocalSystem.start(settings, told::add)) {
            SystemSettings second = new SystemSettings(settings.home(), settings.data(), Ports.free(), Map.of());
            assertThatThrownBy(() -> LocalSystem.start(second, told::add))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED))
                    .hasMessageContainingAll(
                            "runs on " + settings.data() + " already",
                            "pid " + ProcessHandle.current().pid(),
                            "./driftline down");
            assertThat(first.isAlive(Service.REGISTRY)).isTrue();
        }
    }

    @Test
    void aPortInUseIsNamedWithTheWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(settings.ports().trainer(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalSystem.start(settings, told::add))
                    .hasMessageContainingAll("port " + taken.getLocalPort() + " (trainer) is in use", "--port-base");
        }
    }

    @Test
    void whatWasNotBuiltIsNamed() throws IOException {
        Files.delete(Service.INGEST.runnable(settings.home()));
        assertThatThrownBy(() -> LocalSystem.start(settings, told::add))
                .hasMessageContaining("quarkus-run.jar is missing");
    }

    @Test
    void servicesEndWithinFiveSecondsOfALauncherThatWasKilledAndTheNextOneStarts() {
        UpProcess up = UpProcess.begin(settings);
        List<Long> services = up.awaitReady().state().processes().stream()
                .map(UpState.Running::pid)
                .filter(pid -> Objects.requireNonNull(pid) != up.pid())
                .toList();
        assertThat(services).hasSize(4).allMatch(LocalSystemTest::isAlive);
        up.kill();
        long killed = System.nanoTime();
        await(() -> services.stream().noneMatch(LocalSystemTest::isAlive));
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));

        UpProcess next = UpProcess.begin(settings);
        next.awaitReady().stop(Duration.ofSeconds(30));
        assertThat(next.isAlive()).isFalse();
    }

    private static List<Long> pids(LocalSystem system) {
        return system.processes().stream()
                .map(one -> Objects.requireNonNull(one.pid()))
                .toList();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void await(BooleanSupplier holds) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(until);
            RunningSystem.sleep();
        }
    }
}
