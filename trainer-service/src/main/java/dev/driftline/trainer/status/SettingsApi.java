package dev.driftline.trainer.status;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** The doorway of the question whether settings fit this trainer's base, before a domain is created with them. */
@Path("/v1/settings")
public class SettingsApi {
    private final SettingsCheck settings;

    SettingsApi(SettingsCheck settings) {
        this.settings = settings;
    }

    /** Answers 204 where they fit, and 400 with the field and its bounds where they do not. */
    @POST
    @Path("check")
    @Consumes(MediaType.APPLICATION_JSON)
    public void check(InputStream body) {
        settings.check(body);
    }
}
