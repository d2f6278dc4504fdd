package dev.driftline.registry.api;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.registry.export.PeftExport;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jspecify.annotations.Nullable;

/** Versions on their way out: judged before the answer begins, made in the room that blobs share. */
public final class Exports {
    static final String ZIP = "application/zip";
    private static final String PEFT = "peft";

    private final Domains domains;
    private final Uploads room;
    private final PeftExport peft;

    public Exports(Domains domains, Uploads room, PeftExport peft) {
        this.domains = domains;
        this.room = room;
        this.peft = peft;
    }

    Response zip(DomainName domain, int version, String format, @Nullable String as) {
        unless(format.equals(PEFT), "format", "must be " + PEFT + " here; the trainer exports merged");
        PeftExport.Plan plan = peft.plan(domains.version(domain, version), as);
        StreamingOutput body = client -> room.holding(plan.heldBytes(), () -> peft.write(plan, client));
        String name = domain + "-" + version + "-" + format + ".zip";
        return Response.ok(body, ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
