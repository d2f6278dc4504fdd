package dev.driftline.cli.command;

import dev.driftline.cli.terminal.Table;
import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.UpState;
import java.util.List;
import java.util.Locale;

/** The processes of a system, for people. */
final class SystemTable {
    private SystemTable() {}

    static Table of(UpState state) {
        Table table = new Table("PROCESS", "PID", "PORT", "STARTED IN", "MEMORY", "RESTARTS");
        for (UpState.Running one : state.processes()) {
            Long pid = one.pid();
            Long millis = one.startMillis();
            table.row(
                    one.name(),
                    pid == null ? "down" : pid,
                    one.port(),
                    millis == null ? "-" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0),
                    pid == null ? "" : (LocalSystem.residentBytes(pid) >> 20) + " MB",
                    one.restarts());
        }
        return table;
    }

    static long residentBytes(List<UpState.Running> processes) {
        return processes.stream()
                .map(UpState.Running::pid)
                .mapToLong(pid -> pid == null ? 0 : LocalSystem.residentBytes(pid))
                .sum();
    }
}
