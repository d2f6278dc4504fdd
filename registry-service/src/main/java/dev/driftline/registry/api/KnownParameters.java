package dev.driftline.registry.api;

import dev.driftline.contracts.wire.Parameters;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a parameter that nobody reads: it was meant to change the answer, and would not. */
class KnownParameters {
    @ServerRequestFilter
    void refuseOthers(ResourceInfo asked, UriInfo uri) {
        Parameters.refuseOthers(
                uri.getQueryParameters(), asked.getResourceMethod(), QueryParam.class, QueryParam::value);
    }
}
