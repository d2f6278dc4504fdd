package dev.driftline.serving.answer;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Parameters;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a parameter of the URL or a header of the house that nobody reads, or that is there twice: it was meant to change the answer, and
 * would not. Who takes the whole URL checks that itself.
 */
class KnownParameters {
    private static final String OURS = "Driftline-";

    @ServerRequestFilter
    void refuseOthers(ResourceInfo asked, UriInfo uri, HttpHeaders headers) {
        Method reader = asked.getResourceMethod();
        List<String> known = headers(reader);
        Map<String, List<String>> ours = ours(headers, known);
        Parameters.refuseOthers(ours, known);
        ours.forEach((name, values) -> unless(!values.getFirst().isBlank(), name, "must not be empty: leave it out"));
        if (!Arrays.asList(reader.getParameterTypes()).contains(UriInfo.class)) {
            Parameters.refuseOthers(uri.getQueryParameters(), reader, QueryParam.class, QueryParam::value);
        }
    }

    private static List<String> headers(Method reader) {
        return Parameters.readBy(reader, HeaderParam.class, HeaderParam::value).stream()
                .filter(KnownParameters::isOurs)
                .toList();
    }

    private static boolean isOurs(String name) {
        return name.regionMatches(true, 0, OURS, 0, OURS.length());
    }

    /** As they are written here, however they were sent. */
    private static Map<String, List<String>> ours(HttpHeaders headers, List<String> known) {
        Map<String, List<String>> ours = new LinkedHashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            if (isOurs(name)) {
                String written = known.stream()
                        .filter(name::equalsIgnoreCase)
                        .findFirst()
                        .orElse(name);
                ours.put(written, values);
            }
        });
        return ours;
    }
}
