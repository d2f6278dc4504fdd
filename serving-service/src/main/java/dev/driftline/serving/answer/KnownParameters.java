package dev.driftline.serving.answer;

import dev.driftline.contracts.wire.Parameters;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a parameter that nobody reads: it was meant to change the answer, and would not. Who takes the whole URL checks it itself; the Open
 * Inference Protocol knows no parameters of URLs, and forbids none.
 */
class KnownParameters {
    @ServerRequestFilter
    void refuseOthers(ResourceInfo asked, UriInfo uri) {
        Method reader = asked.getResourceMethod();
        if (Mappers.isOpenInference(uri)
                || Arrays.asList(reader.getParameterTypes()).contains(UriInfo.class)) {
            return;
        }
        Parameters.refuseOthers(uri.getQueryParameters(), reader, QueryParam.class, QueryParam::value);
    }
}
