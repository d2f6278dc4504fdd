package dev.driftline.contracts.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.regex.Pattern;

/** A domain's name: a short lower-case slug, harmless in URLs, object keys and topics. */
public record DomainName(@JsonValue String value) implements Comparable<DomainName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    @JsonCreator
    public DomainName {
        InvalidValue.unless(
                FORM.matcher(value).matches(),
                "domain",
                "a name is 1 to 63 characters of a-z, 0-9 and '-', with a letter or digit at both ends");
    }

    @Override
    public int compareTo(DomainName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
