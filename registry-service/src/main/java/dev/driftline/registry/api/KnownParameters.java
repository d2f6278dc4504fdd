package dev.driftline.registry.api;

import dev.driftline.contracts.wire.Parameters;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a parameter that nobody reads: it was meant to change the answer, and would not. */
class KnownParameters {
    @ServerRequestFilter
    void refuseOthers(ResourceInfo asked, UriInfo uri) {
        List<String> known = Arrays.stream(asked.getResourceMethod().getParameters())
                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .toList();
        Parameters.refuseOthers(uri.getQueryParameters(), known);
    }
}
