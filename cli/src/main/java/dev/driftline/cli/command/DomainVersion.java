package dev.driftline.cli.command;

import dev.driftline.cli.client.RegistryClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A domain, and one of its versions where one is named: {@code support@7}. */
record DomainVersion(DomainName domain, @Nullable Integer version) {
    private static final Pattern FORM = Pattern.compile("(.+)@([1-9][0-9]{0,8})");

    static DomainVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new DomainVersion(new DomainName(matcher.group(1)), Integer.valueOf(matcher.group(2)))
                : new DomainVersion(new DomainName(text), null);
    }

    /** The version that is named, else the live one. */
    int orLive(RegistryClient registry) {
        if (version != null) {
            return version;
        }
        VersionRef champion = registry.domain(domain).champion();
        if (champion == null) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    domain + " has no live version yet: name one, as " + domain + "@1 (./driftline versions " + domain
                            + ")");
        }
        return champion.version();
    }
}
