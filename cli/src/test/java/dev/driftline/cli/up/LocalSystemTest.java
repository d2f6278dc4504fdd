package dev.driftline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemTest {
    @TempDir
    private static Path folder;

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static SystemSettings settings;
    private static LocalSystem system;

    @BeforeAll
    static void startOnStandIns() throws IOException {
        settings = settings("data", FakeHome.in(folder.resolve("home")));
        system = LocalSystem.start(settings, TOLD::add);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static SystemSettings settings(String data, Path home) {
        return new SystemSettings(home, folder.resolve(data), Ports.free(), Map.of());
    }

    @Test
    void everyStartIsToldAndWrittenDown() {
        assertThat(TOLD).anyMatch(line -> line.startsWith("registry  ready in"));
        assertThat(RunningSystem.find(settings.data()).orElseThrow().state().ready())
                .isTrue();
        assertThat(pids(system)).hasSize(5).allMatch(pid -> LocalSystem.residentBytes(pid) > 1 << 20);
        assertThat(settings.home().resolve("target/running")).isNotEmptyDirectory();
    }

    @Test
    void aServiceThatDiesIsStartedAgainAndSaysSo() {
        ProcessHandle.of(pids(system).get(2)).orElseThrow().destroyForcibly();
        await(() -> TOLD.stream().anyMatch(line -> line.contains("starting it again in 1 s (1 of 5)")));
        system.awaitReady(Service.SERVING);
        assertThat(system.processes().get(2).restarts()).isEqualTo(1);
    }

    @Test
    void aServiceThatDiesIsStartedAgainThoughItCannotBeWrittenDown() throws IOException {
        SystemSettings full = settings("full", settings.home());
        try (LocalSystem own = LocalSystem.start(full, line -> {})) {
            Path inTheWay = Files.createDirectories(full.data().resolve("up.json.next/file"));
            ProcessHandle.of(pids(own).get(3)).orElseThrow().destroyForcibly();
            await(() -> own.processes().get(3).restarts() == 1);
            own.awaitReady(Service.TRAINER);
            assertThat(inTheWay).exists();
        }
    }

    @Test
    void aServiceKilledOnPurposeStaysDownUntilItIsStartedWithOtherVariables() throws IOException {
        system.kill(Service.TRAINER);
        assertThat(system.isAlive(Service.TRAINER)).isFalse();
        system.start(Service.TRAINER, Map.of("DRIFTLINE_FAULT", "after-cut"));
        assertThat(Files.readString(system.log(Service.TRAINER))).contains("fault=null", "fault=after-cut");
    }

    @Test
    void aSecondSystemOnOneFolderSaysWhoHasIt() {
        SystemSettings second = settings("data", settings.home());
        assertThatThrownBy(() -> LocalSystem.start(second, TOLD::add))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageContainingAll(
                        "runs on " + settings.data() + " already",
                        "pid " + ProcessHandle.current().pid(),
                        "./driftline down");
    }

    @Test
    void aPortInUseIsNamedWithTheWayOut() {
        SystemSettings onItsPorts =
                new SystemSettings(settings.home(), folder.resolve("other"), settings.ports(), Map.of());
        assertThatThrownBy(() -> LocalSystem.start(onItsPorts, TOLD::add))
                .hasMessageContainingAll(
                        "port " + settings.ports().registry() + " (registry) is in use", "--port-base");
    }

    @Test
    void whatWasNotBuiltIsNamed() {
        assertThatThrownBy(() -> LocalSystem.start(settings("other", folder), TOLD::add))
                .hasMessageContaining("quarkus-run.jar is missing");
    }

    @Test
    void aServiceThatCannotStartShowsTheEndOfItsLogAndNothingStays() {
        SystemSettings broken =
                settings("broken", settings.home()).with(Service.TRAINER, Map.of("BROKEN", "device=cuda"));
        assertThatThrownBy(() -> LocalSystem.start(broken, TOLD::add))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("trainer ended before it was ready", "configuration.error device=cuda");
        LocalSystem.requireStartable(broken);
    }

    @Test
    void servicesEndWithinFiveSecondsOfALauncherThatWasKilledAndTheNextOneStarts() {
        SystemSettings own = settings("own", settings.home());
        UpProcess up = UpProcess.begin(own);
        List<Long> services = services(up);
        assertThat(services).hasSize(4).allMatch(LocalSystemTest::isAlive);
        up.kill();
        long killed = System.nanoTime();
        await(() -> services.stream().noneMatch(LocalSystemTest::isAlive));
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));

        UpProcess next = UpProcess.begin(own);
        List<Long> again = services(next);
        RunningSystem.find(own.data()).orElseThrow().stop(Duration.ofSeconds(30));
        await(() -> !next.isAlive());
        assertThat(again).noneMatch(LocalSystemTest::isAlive);
        assertThat(own.home().resolve("target/running").resolve(String.valueOf(next.pid())))
                .doesNotExist();
    }

    private static List<Long> services(UpProcess up) {
        return up.awaitReady().state().processes().stream()
                .map(one -> Objects.requireNonNull(one.pid()))
                .filter(pid -> pid != up.pid())
                .toList();
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
