package dev.driftline.registry.api;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.registry.blob.DamagedBlob;
import dev.driftline.registry.change.Refused;
import dev.driftline.registry.change.Unknown;
import dev.driftline.registry.ledger.BrokenLedger;
import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.store.StoreAway;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What went wrong, as problems (RFC 9457). */
class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response invalid(InvalidValue e) {
        return Answers.problem(400, "A value is wrong", e.getMessage(), e.field());
    }

    @ServerExceptionMapper
    Response unknown(Unknown e) {
        return Answers.problem(404, "Not found", e.getMessage(), null);
    }

    @ServerExceptionMapper
    Response refused(Refused e) {
        return Answers.problem(409, "Refused", e.getMessage(), null);
    }

    @ServerExceptionMapper
    Response broken(BrokenLedger e) {
        LOG.errorf("api.ledger-broken error=\"%s\"", e.getMessage());
        return Answers.problem(500, "The ledger is not whole", e.getMessage(), null);
    }

    @ServerExceptionMapper
    Response tooLarge(TooLarge e) {
        return Answers.problem(413, "Too large", e.getMessage(), null);
    }

    @ServerExceptionMapper
    Response busy(Busy e) {
        return Answers.later("Busy", e.getMessage());
    }

    @ServerExceptionMapper
    Response storeAway(StoreAway e) {
        LOG.warnf("api.store-away error=\"%s\"", e.getMessage());
        return Answers.later("The object store is away", e.getMessage());
    }

    @ServerExceptionMapper
    Response brokerAway(BrokerAway e) {
        LOG.warnf("api.broker-away error=\"%s\"", e.getMessage());
        return Answers.later("The broker is away", e.getMessage());
    }

    @ServerExceptionMapper
    Response damaged(DamagedBlob e) {
        LOG.errorf("api.blob-damaged error=\"%s\"", e.getMessage());
        return Answers.problem(500, "The blob is damaged", e.getMessage(), null);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return Answers.problem(status, e.getResponse().getStatusInfo().getReasonPhrase(), e.getMessage(), null);
    }

    @ServerExceptionMapper
    Response mistake(RuntimeException e) {
        LOG.errorf(e, "api.mistake");
        return Answers.problem(500, "A mistake of the registry", e.toString(), null);
    }
}
