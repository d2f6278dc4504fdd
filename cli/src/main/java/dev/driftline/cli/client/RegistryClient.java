package dev.driftline.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LiveThen;
import dev.driftline.contracts.ledger.TrafficRequest;
import dev.driftline.contracts.ledger.VersionRequest;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.wire.Digest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** registry-service's API, as far as people use it. */
public final class RegistryClient {
    private static final TypeReference<List<DomainState>> STATES = new TypeReference<>() {};
    private static final TypeReference<List<LedgerEntry>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<List<VersionView>> VERSIONS = new TypeReference<>() {};

    private final HttpDoor http;

    public RegistryClient(URI base) {
        http = new HttpDoor("registry", base);
    }

    public boolean isReady() {
        return http.isReady();
    }

    /** Throws, with words, when it does not answer or is not ready. */
    public void requireReady() {
        http.requireReady();
    }

    public DomainState create(CreateRequest request) {
        return http.post("/v1/domains", request, DomainState.class);
    }

    public List<DomainState> domains() {
        return http.get("/v1/domains", STATES);
    }

    public DomainState domain(DomainName domain) {
        return http.get(path(domain), DomainState.class);
    }

    /** At most {@code limit} entries of the ledger, from number {@code from}. */
    public List<LedgerEntry> ledger(DomainName domain, long from, int limit) {
        return http.get(path(domain) + "/ledger?from=" + from + "&limit=" + limit, ENTRIES);
    }

    /** Versions below {@code before}, or the newest where that is null; newest first, at most {@code limit}. */
    public List<VersionView> versions(DomainName domain, @Nullable Integer before, int limit) {
        String page = "?limit=" + limit + (before == null ? "" : "&before=" + before);
        return http.get(path(domain) + "/versions" + page, VERSIONS);
    }

    public VersionView version(DomainName domain, int version) {
        return http.get(path(domain) + "/versions/" + version, VersionView.class);
    }

    /** Which version was live at an instant, as 2026-11-01T10:00:00Z. */
    public LiveThen liveAt(DomainName domain, String then) {
        return http.get(path(domain) + "/live?asOf=" + query(then), LiveThen.class);
    }

    public LedgerEntry promote(DomainName domain, int version) {
        return http.post(path(domain) + "/promote", new VersionRequest(version), LedgerEntry.class);
    }

    /** Serves {@code version}, or the champion before this one when null, and holds the domain there. */
    public LedgerEntry rollback(DomainName domain, @Nullable Integer version) {
        return http.post(path(domain) + "/rollback", new VersionRequest(version), LedgerEntry.class);
    }

    public LedgerEntry release(DomainName domain) {
        return http.post(path(domain) + "/release", LedgerEntry.class);
    }

    /** Lets a share of the clients go to a version that is not live. */
    public LedgerEntry setTraffic(DomainName domain, TrafficRequest request) {
        return http.put(path(domain) + "/traffic", request, LedgerEntry.class);
    }

    /** Lets all clients go to the live version again. */
    public LedgerEntry clearTraffic(DomainName domain) {
        return http.delete(path(domain) + "/traffic", LedgerEntry.class);
    }

    /** Lets a stopped domain learn again. */
    public LedgerEntry resume(DomainName domain) {
        return http.post(path(domain) + "/continue", LedgerEntry.class);
    }

    /**
     * A version in another program's format, as a zip.
     *
     * @param kind what the other program must know it as; null for what it is
     */
    public byte[] export(DomainName domain, int version, String format, @Nullable String kind) {
        String wanted = "?format=" + query(format) + (kind == null ? "" : "&as=" + query(kind));
        return http.bytes(path(domain) + "/versions/" + version + "/export" + wanted);
    }

    public byte[] blob(Digest digest) {
        return http.bytes("/v1/blobs/" + digest);
    }

    /** Keeps bytes under their digest. */
    public void keep(byte[] blob) {
        http.put("/v1/blobs/" + Digest.of(blob), "application/octet-stream", blob);
    }

    private static String query(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    private static String path(DomainName domain) {
        return "/v1/domains/" + domain;
    }
}
