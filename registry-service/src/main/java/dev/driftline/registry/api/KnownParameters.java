package dev.driftline.registry.api;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a parameter that nobody reads: it was meant to change the answer, and would not. */
class KnownParameters {
    private static final int SHOWN_CHARACTERS = 40;

    @ServerRequestFilter
    void refuseOthers(ResourceInfo asked, UriInfo uri) {
        List<String> known = Arrays.stream(asked.getResourceMethod().getParameters())
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .toList();
        uri.getQueryParameters().forEach((name, values) -> {
            String told = name.substring(0, Math.min(name.length(), SHOWN_CHARACTERS));
            unless(
                    known.contains(name),
                    told,
                    "is no parameter here: there " + (known.isEmpty() ? "is none" : "are " + String.join(", ", known)));
            unless(values.size() == 1, told, "must be given once");
        });
    }
}
