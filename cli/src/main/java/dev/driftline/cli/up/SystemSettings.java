package dev.driftline.cli.up;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * One system on one machine.
 *
 * @param home the project's folder, where the services are built
 * @param data where broker, S3 server, logs and caches live
 * @param environment further variables for single services, over those that the launcher sets
 */
public record SystemSettings(Path home, Path data, Ports ports, Map<Service, Map<String, String>> environment) {
    public SystemSettings {
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        Map<Service, Map<String, String>> copy = new EnumMap<>(Service.class);
        environment.forEach((service, variables) -> copy.put(service, Map.copyOf(variables)));
        environment = Map.copyOf(copy);
    }

    /** A system of one's own: the project's home, ports that nobody uses. */
    public static SystemSettings temporary(Path data) {
        return new SystemSettings(Home.find(), data, Ports.free(), Map.of());
    }

    /** The same, with further variables for one service. */
    public SystemSettings with(Service service, Map<String, String> variables) {
        Map<Service, Map<String, String>> all = new EnumMap<>(Service.class);
        all.putAll(environment);
        all.merge(service, variables, SystemSettings::joined);
        return new SystemSettings(home, data, ports, all);
    }

    Map<String, String> environment(Service service) {
        return environment.getOrDefault(service, Map.of());
    }

    static Map<String, String> joined(Map<String, String> first, Map<String, String> over) {
        Map<String, String> all = new HashMap<>(first);
        all.putAll(over);
        return Map.copyOf(all);
    }
}
