package dev.driftline.serving.answer;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a packed body, which would be read as one that is no text. The Open Inference Protocol unpacks its own. */
class PlainBodies {
    private static final String PLAIN = "identity";

    @ServerRequestFilter
    Optional<Response> refusePacked(ContainerRequestContext asked, UriInfo uri) {
        String encoding = asked.getHeaderString("Content-Encoding");
        if (encoding == null
                || encoding.isBlank()
                || PLAIN.equalsIgnoreCase(encoding.strip())
                || !asked.hasEntity()
                || Mappers.isOpenInference(uri)) {
            return Optional.empty();
        }
        return Optional.of(Replies.problem(
                        415,
                        "Packed body",
                        "Content-Encoding: bodies are not unpacked here: send this one as it is, without Content-Encoding",
                        "Content-Encoding")
                .header("Accept-Encoding", PLAIN)
                .build());
    }
}
