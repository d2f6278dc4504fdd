package dev.driftline.trainer.status;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a request, in the house's words. */
class Problems {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    @ServerExceptionMapper
    Response invalid(InvalidValue e) {
        return answer("Invalid value", BAD_REQUEST, e, e.field());
    }

    @ServerExceptionMapper
    Response unknown(UnknownDomain e) {
        return answer("No such domain", NOT_FOUND, e, "domain");
    }

    @ServerExceptionMapper
    Response loading(BaseLoading e) {
        return answer("Not now", UNAVAILABLE, e, null);
    }

    private static Response answer(String title, int status, RuntimeException e, @Nullable String field) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(title, status, String.valueOf(e.getMessage()), field))
                .build();
    }
}
