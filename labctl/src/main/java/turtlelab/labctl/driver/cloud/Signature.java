package turtlelab.labctl.driver.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS's signature, version 4: proves that a request comes from who has the secret, and that nobody
 * has changed it. The secret is never sent.
 *
 * @param scope whom it is for: {@code REGION/SERVICE}
 */
record Signature(Credentials credentials, String scope) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * Who asks.
     *
     * @param session token of a temporary key; empty for one that lasts
     */
    record Credentials(String id, String secret, String session) {
        /** From AWS's own variables; empty texts where they are not set. */
        static Credentials in(Map<String, String> environment) {
            return new Credentials(
                    environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                    environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
                    environment.getOrDefault("AWS_SESSION_TOKEN", ""));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** A request for {@code /}: its headers by lower-case name, in their order. */
    record Request(String method, String query, SortedMap<String, String> headers, String body) {}

    /** A moment as {@code x-amz-date} has it. */
    static String date(Instant moment) {
        return SECOND.format(moment);
    }

    /** The header {@code Authorization} of a request that has its {@code x-amz-date}. */
    String of(Request request) {
        var date = request.headers().getOrDefault("x-amz-date", "");
        var day = date.substring(0, date.indexOf('T'));
        var place = "%s/%s/aws4_request".formatted(day, scope);
        var names = String.join(";", request.headers().keySet());
        var text = String.join("\n", ALGORITHM, date, place, hash(canonical(request, names)));
        var key = ("AWS4" + credentials.secret()).getBytes(UTF_8);
        for (var part : place.split("/", -1)) {
            key = keyed(key, part);
        }
        return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(
                        ALGORITHM,
                        credentials.id(),
                        place,
                        names,
                        HexFormat.of().formatHex(keyed(key, text)));
    }

    private static String canonical(Request request, String names) {
        var headers =
                request.headers().entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining());
        return String.join(
                "\n", request.method(), "/", request.query(), headers, names, hash(request.body()));
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) { // every JDK has it
            throw new IllegalStateException(e);
        }
    }

    private static byte[] keyed(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) { // every JDK has it
            throw new IllegalStateException(e);
        }
    }
}
