package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids that are the same for the same change, for ever: after a restart, in a replay, and in a second instance.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.5">RFC 9562, section 5.5: UUID version 5</a>
 */
public final class EventIds {

    /** UUID version 5 of {@code healthevents.dev} in the DNS namespace of RFC 9562, section 6.6. */
    static final UUID NAMESPACE = UUID.fromString("b9482848-e00e-57b3-bc59-1463ce02f83c");

    private static final byte[] NAMESPACE_BYTES = ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array();

    // Looking a digest up costs more than using it.
    private static final ThreadLocal<MessageDigest> SHA_1 = ThreadLocal.withInitial(EventIds::sha1);

    private EventIds() {}

    /**
     * The id of one version of one FHIR resource: the UUID of {@code account/Type/id/_history/version@time}. The time is
     * part of it because a resource that is erased with its versions and put again begins at version 1 again.
     *
     * @param account host name of the FHIR service, without a scheme
     * @param resourceType FHIR resource type
     * @param resourceId logical id of the resource
     * @param version the server's own version id, as the server writes it
     * @param time of the version, as the server tells it, {@code null} where it does not; counts in milliseconds since
     *     1970-01-01T00:00:00Z, and what is finer is cut off
     * @see <a href="https://hl7.org/fhir/R4/resource.html#Meta">FHIR R4, Meta: versionId is unique within a resource's
     *     history</a>
     */
    public static UUID fhir(String account, String resourceType, String resourceId, String version, Instant time) {
        return of(path(account, resourceType, resourceId, version) + '@' + (time == null ? "" : time.toEpochMilli()));
    }

    /**
     * The id that builds from before 2026-11-29 gave to a version, whatever its time: only to know again what they
     * announced.
     */
    public static UUID fhirBeforeTimes(String account, String resourceType, String resourceId, String version) {
        return of(path(account, resourceType, resourceId, version));
    }

    private static String path(String account, String resourceType, String resourceId, String version) {
        return account + '/' + resourceType + '/' + resourceId + "/_history/" + version;
    }

    /**
     * The id of one row of one DICOM service's change feed: the UUID of {@code host/changefeed/epoch/sequence}. It is the
     * same whichever version of the API the row was read by.
     *
     * @param host host name of the DICOM service, without a scheme
     * @param epoch counts how often the feed began anew, as after its database was restored
     * @param sequence the row's own number
     */
    public static UUID dicom(String host, int epoch, long sequence) {
        return of(host + "/changefeed/" + epoch + '/' + sequence);
    }

    /**
     * The id of a change of one image in an Orthanc that Orthanc's own log does not tell: the UUID of {@code
     * host/changefeed/epoch/number/type/image}. The image is part of it because who reads the same Orthanc from a state
     * store of its own may give the number to another image's change.
     *
     * @param host host name of the Orthanc, without a scheme
     * @param epoch counts how often its log began anew
     * @param number the change's number, which is not Orthanc's
     * @param image its path, {@code studies/…/series/…/instances/…}
     */
    public static UUID orthanc(String host, int epoch, long number, HealthEventType operation, String image) {
        return of(host + "/changefeed/" + epoch + '/' + number + '/' + operation.value() + '/' + image);
    }

    /**
     * The id of a change of one image that was found by comparing: the UUID of {@code host/dicomweb/epoch/number/image}.
     * The image is part of it because a number that was given before a crash may be given to another image after it.
     *
     * @param host host name of the DICOMweb server, without a scheme
     * @param epoch counts how often the operator let the comparing begin anew
     * @param number the change's own number
     * @param image its path, {@code studies/…/series/…/instances/…}
     */
    public static UUID dicomweb(String host, int epoch, long number, String image) {
        return of(host + "/dicomweb/" + epoch + '/' + number + '/' + image);
    }

    /** The UUID of {@code name}, in UTF-8, in this project's namespace. */
    public static UUID of(String name) {
        MessageDigest sha1 = SHA_1.get();
        sha1.update(NAMESPACE_BYTES);
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
        long version5 = hash.getLong() & ~0xF000L | 0x5000L;
        long variant = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(version5, variant);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1 (java.security.MessageDigest), but this one", e);
        }
    }
}
