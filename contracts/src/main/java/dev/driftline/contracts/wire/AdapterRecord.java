package dev.driftline.contracts.wire;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code adapters}: what is live, and the adapter itself where it is small.
 *
 * <p>Binary form: the four bytes {@code DLA1}, the header's length (int, big endian), the header in JSON, the adapter.
 *
 * @param adapter safetensors bytes; null: a claim check, to be fetched from the registry by digest
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a tensor library; copied by nobody
public record AdapterRecord(Header header, byte @Nullable [] adapter) {
    /** Above this many bytes for the whole record, the adapter stays with the registry. */
    public static final int MAX_RECORD_BYTES = 700_000;

    private static final byte[] MAGIC = "DLA1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /**
     * What is live.
     *
     * @param number of the ledger entry; readers never go back within one ledger
     */
    public record Header(DomainName domain, String ledgerId, long number, VersionRef champion) {}

    public byte[] encode() {
        byte[] head = Json.bytes(header);
        byte[] body = adapter == null ? new byte[0] : adapter;
        return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + head.length + body.length)
                .put(MAGIC)
                .putInt(head.length)
                .put(head)
                .put(body)
                .array();
    }

    /** Reads {@link #encode()}'s form; throws {@link InvalidValue} on anything else. */
    public static AdapterRecord decode(byte[] record) {
        try {
            ByteBuffer in = ByteBuffer.wrap(record);
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            unless(java.util.Arrays.equals(magic, MAGIC), "adapters", "the record does not begin with DLA1");
            int length = in.getInt();
            unless(length > 0 && length <= MAX_HEADER_BYTES, "adapters", "the header's length is absurd");
            byte[] head = new byte[length];
            in.get(head);
            byte[] body = new byte[in.remaining()];
            in.get(body);
            return new AdapterRecord(Json.read(head, Header.class), body.length == 0 ? null : body);
        } catch (BufferUnderflowException e) {
            throw new InvalidValue("adapters", "adapters: the record ends early");
        }
    }
}
